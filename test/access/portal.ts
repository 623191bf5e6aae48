import { randomUUID } from 'node:crypto';
import { Global, Module, type ModuleMetadata } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import request from 'supertest';
import type { Role } from '../../src/shared/visitor.js';
import { configureWeb, WEB_OPTIONS, WebModule } from '../../src/web/index.js';
import { CONFIG, readConfig, type Config } from '../../src/config.js';
import { ProjectionRunner } from '../../src/event-store/index.js';
import { AccessModule, PortalUsers } from '../../src/modules/access/index.js';
import { Workers } from '../../src/workers/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { logOf } from '../support/logs.js';

export const PASSWORD = 'correct horse battery';

export interface TestPortal {
  readonly app: NestExpressApplication;
  readonly db: TestDatabase;
  readonly config: Config;
  readonly users: PortalUsers;
  /** every line that was logged, as it was written */
  readonly log: string[];
  readonly close: () => Promise<void>;
}

/** The access and web parts on a database of their own, with the controllers of a test. `env` as the process would have it. */
export async function startPortal(
  { controllers = [] }: Pick<ModuleMetadata, 'controllers'> = {},
  env: Record<string, string> = {},
): Promise<TestPortal> {
  const db = await createTestDatabase();
  const config = readConfig({ DEMO: 'off', ...env });
  const log: string[] = [];
  const logTo = { write: (line: string) => void log.push(line) };

  @Global()
  @Module({
    providers: [
      { provide: CONFIG, useValue: config },
      { provide: pg.Pool, useValue: db.portalPool },
      {
        provide: ProjectionRunner,
        useValue: new ProjectionRunner(db.portalPool, await logOf(db.portalPool), []),
      },
      { provide: Workers, useValue: new Workers(db.portalPool, config.role) },
    ],
    exports: [CONFIG, pg.Pool, ProjectionRunner, Workers],
  })
  class Surroundings {}

  const access = AccessModule.forRoot({ authSecret: 'a secret for tests, long enough as it is' });
  const imports = [Surroundings, access, WebModule.forRoot({ logTo })];
  const module = await Test.createTestingModule({ imports, controllers }).compile();
  const app = module.createNestApplication<NestExpressApplication>(WEB_OPTIONS);
  configureWeb(app, config);
  await app.init();
  const close = async () => {
    await app.close();
    await db.drop();
  };
  return { app, db, config, users: app.get(PortalUsers), log, close };
}

export interface Person {
  readonly email: string;
  readonly userId: string;
  readonly resellerId: string;
  readonly teamId: string | undefined;
}

/** A person who can sign in with PASSWORD, of a new reseller unless one is given. */
export async function addPerson(
  portal: TestPortal,
  role: Role,
  of: { readonly resellerId?: string; readonly teamId?: string | undefined } = {},
): Promise<Person> {
  const resellerId = of.resellerId ?? randomUUID();
  await portal.users.addReseller({ id: resellerId, name: 'Reseller of the tests' });
  const email = `${role}-${randomUUID()}@test.example`;
  const team = role === 'client-admin' ? { teamId: of.teamId ?? randomUUID() } : {};
  const userId = await portal.users.addUser({
    name: `The ${role}`,
    email,
    password: PASSWORD,
    role,
    resellerId,
    ...team,
  });
  return { email, userId, resellerId, teamId: team.teamId };
}

/** A browser that keeps its cookies, and sends forms from our own pages. */
export function browser(portal: Pick<TestPortal, 'app' | 'config'>) {
  return request.agent(portal.app.getHttpServer()).set('Origin', portal.config.origin);
}

/** The same, signed in already. */
export async function browserOf(portal: TestPortal, { email }: Pick<Person, 'email'>) {
  const agent = browser(portal);
  await agent.post('/sign-in').type('form').send({ email, password: PASSWORD }).expect(303);
  return agent;
}

const cookies = new Map<string, string>();

/**
 * The session cookie of a person who signed in with PASSWORD. Made by a real sign-in the first time; after that, as long as the session
 * lives, the same one, because checking a password takes its time.
 */
export async function cookieOf(
  portal: Pick<TestPortal, 'app' | 'config'>,
  { email }: Pick<Person, 'email'>,
): Promise<string> {
  const known = cookies.get(email);
  if (known && (await browser(portal).get('/').set('Cookie', known)).headers['location'] !== '/sign-in') return known;
  const answer = await browser(portal).post('/sign-in').type('form').send({ email, password: PASSWORD }).expect(303);
  const cookie = (answer.headers['set-cookie'] as unknown as string[])[0]?.split(';')[0] ?? '';
  cookies.set(email, cookie);
  return cookie;
}
