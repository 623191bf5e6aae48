import { randomUUID } from 'node:crypto';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { Global, Module, type ModuleMetadata, type Provider, type ValueProvider } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { CONFIG, readConfig } from '../../src/config.js';
import { ormOptions } from '../../src/database/index.js';
import {
  EventStore,
  LogWatch,
  Outbox,
  ProjectionRunner,
  type EventMetadata,
  type Projection,
} from '../../src/event-store/index.js';
import { AccessModule, PortalUsers } from '../../src/modules/access/index.js';
import { AddTeam } from '../../src/modules/teams/index.js';
import { RATES, RateLimits } from '../../src/rate-limits/index.js';
import { configureWeb, WEB_OPTIONS, WebModule } from '../../src/web/index.js';
import { Workers } from '../../src/workers/index.js';
import { addPerson, browserOf, type TestPortal } from '../access/portal.js';
import { createTestDatabase } from './database.js';
import { IN_POSTGRES, type LogKind } from './logs.js';
import { PATIENCE_MS } from './patience.js';

export interface Parts extends Pick<ModuleMetadata, 'imports'> {
  readonly projections: readonly Projection[];
  readonly entities: Parameters<typeof ormOptions>[1];
  /** what the modules expect of global ones, besides the log, the database and the settings */
  readonly given: readonly Provider[];
  /** take the place of providers of the modules */
  readonly instead?: readonly ValueProvider<object>[];
  readonly env?: Readonly<Record<string, string>>;
  readonly log?: LogKind;
}

/** Tests send more forms in a minute than a person does. What holds in use is tested in test/bounds. */
const AMPLE = Object.fromEntries(
  Object.keys(RATES).map((name) => [name, { most: 10_000, seconds: 60 }]),
) as ConstructorParameters<typeof RateLimits>[1] & object;

/** Some of the portal's modules with sign-in around them, on a database and a log of their own: what the rest does is up to the test. */
export async function composePortal({
  imports = [],
  projections,
  entities,
  given,
  instead = [],
  env = {},
  log: kind = IN_POSTGRES,
}: Parts) {
  const db = await createTestDatabase();
  const { pool, portalPool } = db;
  const config = readConfig({ DEMO: 'off', ...env });
  const opened = await kind.open(portalPool);
  const { store } = opened;
  const outbox = new Outbox(portalPool, store);
  const runner = new ProjectionRunner(portalPool, store, projections);
  runner.start();

  const providers = [
    { provide: CONFIG, useValue: config },
    { provide: pg.Pool, useValue: portalPool },
    { provide: EventStore, useValue: store },
    { provide: Outbox, useValue: outbox },
    { provide: ProjectionRunner, useValue: runner },
    { provide: LogWatch, useValue: new LogWatch(store) },
    { provide: RateLimits, useValue: new RateLimits(portalPool, AMPLE) },
    { provide: Workers, useValue: new Workers(portalPool, config.role) },
    ...given,
  ];
  @Global()
  @Module({ providers, exports: providers })
  class Surroundings {}

  const log: string[] = [];
  const orm = MikroOrmModule.forRoot({ ...ormOptions(portalPool, entities), driver: PostgreSqlDriver });
  const access = AccessModule.forRoot({ authSecret: 'a secret for tests, long enough as it is' });
  const web = WebModule.forRoot({ logTo: { write: (line: string) => void log.push(line) } });
  const all = [Surroundings, CqrsModule.forRoot(), orm, access, web, ...imports];
  const builder = Test.createTestingModule({ imports: all });
  for (const { provide, useValue } of instead) builder.overrideProvider(provide).useValue(useValue);
  const module = await builder.compile();
  const app = module.createNestApplication<NestExpressApplication>(WEB_OPTIONS);
  configureWeb(app, config);
  await app.init();
  const close = async () => {
    await runner.stop();
    await app.close();
    await opened.close();
    await db.drop();
  };
  return { app, db, config, log, users: app.get(PortalUsers), close, pool, store, outbox, runner };
}

/** A signed-in person of each role of one reseller, the admin of another, and a way to add Teams. */
export async function signInAll(portal: TestPortal & { readonly runner: ProjectionRunner }) {
  const admin = await addPerson(portal, 'admin');
  const stranger = await addPerson(portal, 'admin');
  const { resellerId } = admin;
  const auditor = await addPerson(portal, 'auditor', { resellerId });
  const client = await addPerson(portal, 'client-admin', { resellerId });
  const metadata = (of: string): EventMetadata => ({
    resellerId: of,
    actor: { id: admin.userId, role: 'admin' },
    correlationId: 'test',
  });

  /** A Team, of the reseller of all but the stranger unless told, on the pages already. */
  async function newTeam(name = `Team ${randomUUID()}`, id: string = randomUUID(), of = resellerId): Promise<string> {
    const { position } = await portal.app.get(CommandBus).execute(new AddTeam(id, name, metadata(of)));
    if (position) await portal.runner.waitFor(position, PATIENCE_MS);
    return id;
  }
  return {
    ...{ resellerId, strangersResellerId: stranger.resellerId, adminId: admin.userId, newTeam },
    /** not made yet */
    clientsTeamId: client.teamId ?? '',
    admin: await browserOf(portal, admin),
    stranger: await browserOf(portal, stranger),
    auditor: await browserOf(portal, auditor),
    client: await browserOf(portal, client),
  };
}
