import { randomUUID } from 'node:crypto';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { Global, Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { CONFIG, readConfig } from '../../src/config.js';
import { ormOptions } from '../../src/database/index.js';
import { EventStore, NO_STREAM, Outbox, PostgresEventStore, ProjectionRunner } from '../../src/event-store/index.js';
import { AccessModule, PortalUsers } from '../../src/modules/access/index.js';
import { historyControllers, historyProjections, historyProviders } from '../../src/modules/imports/history/history.js';
import { ImportRequests } from '../../src/modules/imports/import-users/import-requests.js';
import { AddTeam, RunningImports, teamEntities, teamProjections, TeamsModule } from '../../src/modules/teams/index.js';
import { configureWeb, WEB_OPTIONS, WebModule } from '../../src/web/index.js';
import { addPerson, browserOf, type TestPortal } from '../access/portal.js';
import { createTestDatabase } from '../support/database.js';
import { importEvents, metadataOf, type ImportOfATest } from './support.js';

type Request = NonNullable<Awaited<ReturnType<ImportRequests['find']>>>;

/** Imports that were asked for when a test says so. */
class RequestsOfATest implements Pick<ImportRequests, 'find'> {
  readonly all: (Request & { readonly resellerId: string })[] = [];

  find(resellerId: string, importId: string): Promise<Request | undefined> {
    return Promise.resolve(this.all.find((one) => one.resellerId === resellerId && one.importId === importId));
  }
}

/** The pages of the history on a log of their own, with the Teams and sign-in around them, and somebody of each role. */
export async function startHistorySite() {
  const db = await createTestDatabase();
  const config = readConfig({ DEMO: 'off' });
  const store = new PostgresEventStore(db.pool);
  const runner = new ProjectionRunner(db.pool, store, [...teamProjections, ...historyProjections]);
  const requests = new RequestsOfATest();
  runner.start();

  const given = [
    { provide: CONFIG, useValue: config },
    { provide: pg.Pool, useValue: db.pool },
    { provide: EventStore, useValue: store },
    { provide: Outbox, useValue: new Outbox(db.pool, store) },
    { provide: ProjectionRunner, useValue: runner },
    { provide: RunningImports, useValue: {} },
    { provide: ImportRequests, useValue: requests },
  ];
  @Global()
  @Module({ providers: given, exports: given })
  class Surroundings {}

  @Module({ imports: [TeamsModule], controllers: historyControllers, providers: historyProviders })
  class History {}

  const access = AccessModule.forRoot({ authSecret: 'a secret for tests, long enough as it is' });
  const web = WebModule.forRoot({ logTo: { write: () => undefined } });
  const orm = MikroOrmModule.forRoot({ ...ormOptions(db.pool, teamEntities), driver: PostgreSqlDriver });
  const module = await Test.createTestingModule({
    imports: [Surroundings, CqrsModule.forRoot(), orm, access, web, TeamsModule, History],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>(WEB_OPTIONS);
  configureWeb(app, config);
  await app.init();
  const close = async () => {
    await runner.stop();
    await app.close();
    await store.close();
    await db.drop();
  };
  const portal: TestPortal = { app, db, config, log: [], users: app.get(PortalUsers), close };
  return { ...portal, ...(await signInAll(portal)), requests, store, runner, ...recorder(app, store, runner) };
}

async function signInAll(portal: TestPortal) {
  const admin = await addPerson(portal, 'admin');
  const { resellerId } = admin;
  const auditor = await addPerson(portal, 'auditor', { resellerId });
  const client = await addPerson(portal, 'client-admin', { resellerId });
  const stranger = await addPerson(portal, 'admin');
  return {
    ...{ resellerId, adminId: admin.userId, strangersResellerId: stranger.resellerId },
    admin: await browserOf(portal, admin),
    auditor: await browserOf(portal, auditor),
    client: await browserOf(portal, client),
    stranger: await browserOf(portal, stranger),
  };
}

function recorder(app: NestExpressApplication, store: EventStore, runner: ProjectionRunner) {
  const shown = async (position: string | undefined) => {
    if (position && !(await runner.waitFor(position, 10_000))) throw new Error('The projections did not catch up.');
  };
  return {
    async newTeam(resellerId: string, name: string): Promise<string> {
      const id = randomUUID();
      const { position } = await app.get(CommandBus).execute(new AddTeam(id, name, metadataOf(resellerId)));
      await shown(position);
      return id;
    },
    /** Records an import, or so much of it, and waits until the pages have it. */
    async newImport(wanted: ImportOfATest): Promise<string> {
      const importId = wanted.importId ?? randomUUID();
      const events = importEvents({ ...wanted, importId });
      await shown((await store.append(`import-${importId}`, NO_STREAM, events)).position);
      return importId;
    },
  };
}

export type HistorySite = Awaited<ReturnType<typeof startHistorySite>>;
