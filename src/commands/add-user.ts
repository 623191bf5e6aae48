import { MikroORM } from '@mikro-orm/postgresql';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { validate } from 'uuid';
import { type Role, ROLES } from '../shared/visitor.js';
import { ormOptions } from '../database/index.js';
import { type NewPortalUser } from '../modules/access/index.js';
import { oneLine } from '../shared/text/index.js';
import { TeamDirectory, teamEntities } from '../modules/teams/index.js';
import { UsageError, type Command } from './command.js';
import { portalUsers } from './portal-users.js';

type Wanted = Omit<NewPortalUser, 'password'>;

export const addUser: Command = {
  name: 'user add',
  takes: `--email <address> --name "<name>" --role ${ROLES.join('|')} --reseller <id> [--team <id>]`,
  summary: 'Adds a person who signs in. A client admin needs a Team: its id is in the URL of its page.',
  prepare: async (args, terminal) => {
    const wanted = readWanted(args);
    const password = await terminal.password();
    return async (portal) => {
      if (wanted.teamId) await assertTeam(portal.pool, wanted.resellerId, wanted.teamId);
      const users = await portalUsers(portal);
      await users.addUser({ ...wanted, password }).catch((error: unknown) => {
        throw isUnknownReseller(error) ? new Error(`There is no reseller ${wanted.resellerId}.`) : error;
      });
      terminal.out(`${wanted.email} can sign in at ${portal.config.origin}/sign-in`);
      return 0;
    };
  },
};

function readWanted(args: readonly string[]): Wanted {
  const option = { type: 'string' } as const;
  const options = { email: option, name: option, role: option, reseller: option, team: option };
  const { values } = parseArgs({ args: [...args], options });
  const [email, name, role, resellerId] = (['email', 'name', 'role', 'reseller'] as const).map((key) => {
    const value = oneLine(values[key]);
    if (!value) throw new UsageError(`--${key} is missing.`);
    return value;
  }) as [string, string, string, string];
  if (!isRole(role)) throw new UsageError(`--role is one of ${ROLES.join(', ')}.`);
  if (!validate(resellerId)) throw new UsageError('--reseller is the id that "reseller add" printed.');
  if (role === 'client-admin' && !validate(values.team)) throw new UsageError('A client admin needs --team <id>.');
  if (role !== 'client-admin' && values.team !== undefined) throw new UsageError('Only a client admin has a --team.');
  return { email, name, role, resellerId, ...(values.team === undefined ? {} : { teamId: values.team }) };
}

function isRole(role: string): role is Role {
  return ROLES.some((known) => known === role);
}

async function assertTeam(pool: pg.Pool, resellerId: string, teamId: string): Promise<void> {
  const orm = await MikroORM.init(ormOptions(pool, teamEntities));
  const team = await new TeamDirectory(orm.em).byId(resellerId, teamId).finally(() => orm.close());
  if (!team) throw new Error(`The reseller has no Team ${teamId}.`);
  if (team.archived) throw new Error(`The Team ${team.name} is archived.`);
}

/** foreign_key_violation. A portal user references only the reseller. */
const isUnknownReseller = (error: unknown) => (error as { code?: unknown }).code === '23503';
