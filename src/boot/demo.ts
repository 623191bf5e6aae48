import { CommandBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { v5 as uuidV5 } from 'uuid';
import { NotPossibleNow } from '../shared/errors.js';
import { ProjectionRunner, type EventMetadata } from '../event-store/index.js';
import { DEMO_PASSWORD, DEMO_PEOPLE, PortalUsers } from '../modules/access/index.js';
import { AddTeam, AddUser, TeamDirectory } from '../modules/teams/index.js';

/** The demo's ids are derived from names, so that a seed that was killed halfway can resume. */
const id = (name: string) => uuidV5(name, '6f1f6f0e-35a4-5d5c-9d0e-0c3a5a3f7d11');
const RESELLER = id('reseller');
const OTHER_RESELLER = id('other reseller');
export const DEMO_RESELLERS: readonly string[] = [RESELLER, OTHER_RESELLER];
const CLIENT_TEAM = id('team Acme Rockets');

const PEOPLE = [
  { name: 'Wiley Coyle', email: 'wiley.coyle@acme-rockets.example' },
  { name: 'Rhoda Runner', email: 'rhoda.runner@acme-rockets.example' },
];
const LAST_TEAM = { id: id('team Elsewhere'), resellerId: OTHER_RESELLER, name: 'Elsewhere Ltd' };
const TEAMS = [
  { id: CLIENT_TEAM, resellerId: RESELLER, name: 'Acme Rockets' },
  { id: id('team Northwind Traders'), resellerId: RESELLER, name: 'Northwind Traders' },
  { id: id('team Gigantic Turnip Collective'), resellerId: RESELLER, name: 'Gigantic Turnip Collective' },
];

/**
 * Fills an empty portal with two resellers, people to sign in as, and a few Teams. It does so once, so that later changes stay: the last
 * Team marks the seed as done. A seed that was killed before that resumes.
 */
export async function seedDemo(app: NestExpressApplication): Promise<void> {
  if (await app.get(TeamDirectory, { strict: false }).byId(LAST_TEAM.resellerId, LAST_TEAM.id)) return;
  const admins = await addUsers(app.get(PortalUsers, { strict: false }));
  for (const team of TEAMS) await addTeam(app, team, by(RESELLER, admins));
  for (const person of PEOPLE) {
    await app.get(CommandBus).execute(new AddUser(id(person.email), CLIENT_TEAM, person, by(RESELLER, admins)));
  }
  await addTeam(app, LAST_TEAM, by(OTHER_RESELLER, admins));
}

/** @returns the added admins by reseller, who count as the authors of Teams and people. Empty in a seed that resumes. */
async function addUsers(users: PortalUsers): Promise<ReadonlyMap<string, string>> {
  const admins = new Map<string, string>();
  await users.addReseller({ id: RESELLER, name: 'Demo Reseller' });
  await users.addReseller({ id: OTHER_RESELLER, name: 'Other Reseller' });
  for (const { email, name, role } of DEMO_PEOPLE) {
    const resellerId = email.endsWith('@other.example') ? OTHER_RESELLER : RESELLER;
    const team = role === 'client-admin' ? { teamId: CLIENT_TEAM } : {};
    try {
      const userId = await users.addUser({ email, name, role, resellerId, password: DEMO_PASSWORD, ...team });
      if (role === 'admin') admins.set(resellerId, userId);
    } catch (error) {
      if (!(error instanceof NotPossibleNow)) throw error;
    }
  }
  return admins;
}

async function addTeam(app: NestExpressApplication, team: (typeof TEAMS)[number], by: EventMetadata): Promise<void> {
  const { position } = await app.get(CommandBus).execute(new AddTeam(team.id, team.name, by));
  if (position) await app.get(ProjectionRunner).waitFor(position, 10_000);
}

function by(resellerId: string, admins: ReadonlyMap<string, string>): EventMetadata {
  const admin = admins.get(resellerId);
  const actor: EventMetadata['actor'] = admin ? { id: admin, role: 'admin' } : { id: 'demo', role: 'system' };
  return { resellerId, actor, correlationId: 'demo' };
}
