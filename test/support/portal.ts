import { CommandBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.js';
import { createPortal, portalModule, type PortalParts } from '../../src/app.js';
import { readConfig, type Config } from '../../src/config.js';
import { ProjectionRunner } from '../../src/event-store/index.js';
import { PostgresRequestBudget } from '../../src/modules/halo-connector/budget/index.js';
import { PortalUsers } from '../../src/modules/access/index.js';
import { HaloConnector, type HaloTimeouts } from '../../src/modules/halo-connector/index.js';
import { AddTeam } from '../../src/modules/teams/index.js';
import { configureWeb, WEB_OPTIONS } from '../../src/web/index.js';
import { addPerson, browserOf, type Person, type TestPortal } from '../access/portal.js';
import { createTestDatabase } from './database.js';
import { IN_POSTGRES, type LogKind, type OpenedLog } from './logs.js';
import { PATIENCE_MS } from './patience.js';

/** The whole portal, with a database and a HaloPSA of its own, and a person of each role. */
export interface WholePortal extends TestPortal {
  readonly app: NestExpressApplication;
  readonly sandbox: Sandbox;
  readonly openedLog: OpenedLog;
  readonly people: Readonly<Record<'admin' | 'auditor' | 'clientAdmin' | 'otherAdmin', Person>>;
  /** the client admin's Team */
  readonly team: string;
  readonly newTeam: (name?: string, id?: string, resellerId?: string) => Promise<string>;
}

/**
 * @param timeouts how long HaloPSA may take, for tests that would wait for the end of it
 * @param allow origins of further hosts that may be asked
 * @param log where its log is
 * @param settings other settings of the portal
 */
export async function startWholePortal(
  options: SandboxOptions = {},
  timeouts?: Partial<HaloTimeouts>,
  allow: readonly string[] = [],
  { log: kind = IN_POSTGRES, ...settings }: Partial<Config> & { readonly log?: LogKind } = {},
): Promise<WholePortal> {
  const [db, sandbox] = await Promise.all([createTestDatabase(), startSandbox(options)]);
  const opened = await kind.open(db.portalPool);
  const config: Config = {
    ...readConfig({ DEMO: 'off', DATA_DIR: `.data/test-${randomUUID()}`, ...opened.env }),
    haloAllow: [sandbox.url, ...allow],
    secretsKeyring: JSON.stringify({ test: randomBytes(32).toString('base64') }),
    ...settings,
  };
  const log: string[] = [];
  const logTo = { write: (line: string) => void log.push(line) };
  const parts = { config, pool: db.portalPool, authSecret: 'a secret for tests, long enough as it is', logTo };
  const app = await (timeouts ? createHastyPortal(parts, timeouts) : createPortal(parts));
  await app.init();
  const close = async () => {
    await app.close();
    await opened.close();
    await sandbox.close();
    await db.drop();
  };
  const portal: TestPortal = { app, db, config, log, users: app.get(PortalUsers, { strict: false }), close };
  const admin = await addPerson(portal, 'admin');
  const people = {
    admin,
    auditor: await addPerson(portal, 'auditor', { resellerId: admin.resellerId }),
    clientAdmin: await addPerson(portal, 'client-admin', { resellerId: admin.resellerId }),
    otherAdmin: await addPerson(portal, 'admin'),
  };

  async function newTeam(name = `Team ${randomUUID()}`, id: string = randomUUID(), resellerId = admin.resellerId) {
    const metadata = { resellerId, actor: { id: admin.userId, role: 'admin' }, correlationId: 'test' } as const;
    const { position } = await app.get(CommandBus).execute(new AddTeam(id, name, metadata));
    if (position) await app.get(ProjectionRunner).waitFor(position, PATIENCE_MS);
    return id;
  }
  const team = await newTeam('The client’s Team', people.clientAdmin.teamId);
  return { ...portal, sandbox, openedLog: opened, people, team, newTeam };
}

/** The portal with another connector in the place of its own. */
async function createHastyPortal(parts: PortalParts, timeouts: Partial<HaloTimeouts>): Promise<NestExpressApplication> {
  const { config, pool } = parts;
  const budget = new PostgresRequestBudget(pool, config.haloRateLimit);
  const halo = new HaloConnector({ allow: config.haloAllow, budget, timeouts });
  const module = Test.createTestingModule({ imports: [portalModule(parts)] });
  const compiled = await module.overrideProvider(HaloConnector).useValue(halo).compile();
  const app = compiled.createNestApplication<NestExpressApplication>(WEB_OPTIONS);
  configureWeb(app, config);
  return app;
}

export type Agent = Awaited<ReturnType<typeof browserOf>>;

/** Stores the sandbox's credentials as an admin would, and returns the value of a group of that name. */
export async function connect(portal: WholePortal, agent: Agent, teamId: string, group: string): Promise<string> {
  const { tenantId, clientId, clientSecret, url: baseUrl } = portal.sandbox;
  const form = { tenantId, clientId, clientSecret, baseUrl };
  await agent.post(`/teams/${teamId}/psa-import/credentials`).type('form').send(form).expect(303);
  return groupNamed(agent, teamId, group);
}

export async function groupNamed(agent: Agent, teamId: string, group: string): Promise<string> {
  const page = await agent.get(`/teams/${teamId}/psa-import`).expect(200);
  const option = [...page.text.matchAll(/<option value="([^"]+)"[^>]*>([^<]+)</g)].find(([, , name]) => name === group);
  if (!option?.[1]) throw new Error(`${group} is not among the groups.`);
  return option[1];
}

/** Loads a group for a Team and waits until its people are there. @returns the roster's id */
export async function loadRoster(agent: Agent, teamId: string, group: string): Promise<string> {
  const answer = await agent
    .post(`/teams/${teamId}/psa-import/rosters`)
    .type('form')
    .send({ group, again: 'yes' })
    .expect(303);
  const id = answer.headers['location']?.split('/').at(-1) ?? '';
  await until(async () => (await agent.get(`/rosters/${id}`)).text.includes('id="tick-bar"'), 'the people are loaded');
  return id;
}

/** Confirms an import of the ticks as they are and waits for its end. @returns the import's page */
export async function importAndWait(portal: WholePortal, agent: Agent, rosterId: string): Promise<string> {
  const confirm = await agent.get(`/rosters/${rosterId}/confirm`).expect(200);
  const tickVersion = /name="tickVersion" value="(\d+)"/.exec(confirm.text)?.[1] ?? '';
  await agent.post(`/rosters/${rosterId}/import`).type('form').send({ tickVersion }).expect(303);
  await importEnded(portal, rosterId);
  return (await agent.get(`/imports/${rosterId}`).expect(200)).text;
}

export async function importEnded(portal: WholePortal, importId: string): Promise<void> {
  await until(async () => {
    const { rows } = await portal.db.pool.query(`select status from import_summary where import_id = $1`, [importId]);
    return rows[0] !== undefined && rows[0].status !== 'running';
  }, 'the import has ended');
}

/** Waits with a deadline. */
export async function until(condition: () => Promise<boolean>, what: string, timeoutMs = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}.`);
    await new Promise((done) => setTimeout(done, 25));
  }
}
