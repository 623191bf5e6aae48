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
import { EventStore, Outbox, PostgresEventStore, ProjectionRunner } from '../../src/event-store/index.js';
import { AccessModule, PortalUsers } from '../../src/modules/access/index.js';
import { AddTeam, RunningImports, teamEntities, teamProjections, TeamsModule } from '../../src/modules/teams/index.js';
import { configureWeb, WEB_OPTIONS, WebModule } from '../../src/web/index.js';
import { addPerson, browserOf, type TestPortal } from '../access/portal.js';
import { createTestDatabase } from '../support/database.js';
import { ImportsOfATest, metadataOf } from './support.js';

/** The pages of the Teams with sign-in around them, and somebody of each role. */
export async function startTeamsSite() {
  const db = await createTestDatabase();
  const { pool } = db;
  const config = readConfig({ DEMO: 'off' });
  const store = new PostgresEventStore(pool);
  const runner = new ProjectionRunner(pool, store, teamProjections);
  const imports = new ImportsOfATest();
  runner.start();

  const given = [
    { provide: CONFIG, useValue: config },
    { provide: pg.Pool, useValue: pool },
    { provide: EventStore, useValue: store },
    { provide: Outbox, useValue: new Outbox(pool, store) },
    { provide: ProjectionRunner, useValue: runner },
    { provide: RunningImports, useValue: imports },
  ];
  @Global()
  @Module({ providers: given, exports: given })
  class Surroundings {}

  const log: string[] = [];
  const module = await Test.createTestingModule({
    imports: [
      ...[
        Surroundings,
        CqrsModule.forRoot(),
        MikroOrmModule.forRoot({ ...ormOptions(pool, teamEntities), driver: PostgreSqlDriver }),
      ],
      AccessModule.forRoot({ authSecret: 'a secret for tests, long enough as it is' }),
      WebModule.forRoot({ logTo: { write: (line: string) => void log.push(line) } }),
      TeamsModule,
    ],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>(WEB_OPTIONS);
  configureWeb(app, config);
  await app.init();
  const portal: TestPortal = {
    ...{ app, db, config, log, users: app.get(PortalUsers) },
    close: async () => {
      await runner.stop();
      await app.close();
      await store.close();
      await db.drop();
    },
  };
  return { ...portal, ...(await signInAll(portal, runner)), imports, store };
}

async function signInAll(portal: TestPortal, runner: ProjectionRunner) {
  const people = {
    admin: await addPerson(portal, 'admin'),
    stranger: await addPerson(portal, 'admin'),
  };
  const { resellerId } = people.admin;
  const auditor = await addPerson(portal, 'auditor', { resellerId });
  const client = await addPerson(portal, 'client-admin', { resellerId });
  const ownTeam = client.teamId ?? '';
  const commands = portal.app.get(CommandBus);

  /** A Team of the reseller of all but the stranger, on the pages already. */
  async function newTeam(name = `Team ${randomUUID()}`, id: string = randomUUID()): Promise<string> {
    const { position } = await commands.execute(new AddTeam(id, name, metadataOf(resellerId)));
    if (position) await runner.waitFor(position, 10_000);
    return id;
  }
  await newTeam('The client’s Team', ownTeam);
  return {
    ...{ resellerId, ownTeam, newTeam, runner },
    admin: await browserOf(portal, people.admin),
    stranger: await browserOf(portal, people.stranger),
    auditor: await browserOf(portal, auditor),
    client: await browserOf(portal, client),
  };
}

export type Site = Awaited<ReturnType<typeof startTeamsSite>>;
