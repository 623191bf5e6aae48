import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { Global, Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { CONFIG, readConfig } from '../../src/config.js';
import { ormOptions } from '../../src/database/index.js';
import { EventStore, Outbox, PostgresEventStore, ProjectionRunner } from '../../src/event-store/index.js';
import { AccessModule, PortalUsers } from '../../src/modules/access/index.js';
import { credentialEntities, credentialProjections, CredentialsModule } from '../../src/modules/credentials/index.js';
import { HaloConnector, type Resolver } from '../../src/modules/halo-connector/index.js';
import { LoadGroupsController } from '../../src/modules/imports/load-groups/load-groups.controller.js';
import { LoadGroupsHandler } from '../../src/modules/imports/load-groups/load-groups.js';
import { PsaImportPages } from '../../src/modules/imports/load-groups/psa-import-pages.js';
import { AddTeam, RunningImports, teamEntities, teamProjections, TeamsModule } from '../../src/modules/teams/index.js';
import { configureWeb, WEB_OPTIONS, WebModule } from '../../src/web/index.js';
import { addPerson, browserOf, type TestPortal } from '../access/portal.js';
import { createTestDatabase } from '../support/database.js';
import { ImportsOfATest, metadataOf } from '../teams/support.js';

/** Names that no test shall ask the real world for: those of HaloPSA's own hosts lead nowhere. */
const resolver: Resolver = async (hostname) => {
  if (hostname === 'private.example') return [{ address: '10.0.0.7', family: 4 }];
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' });
};

/** The pages of the connection to HaloPSA with sign-in around them, somebody of each role, and a HaloPSA to connect to. */
export async function startCredentialsSite(allow: readonly string[] = []) {
  const [db, sandbox, dataDir] = await Promise.all([
    createTestDatabase(),
    startSandbox(),
    mkdtemp(join(tmpdir(), 'portal-credentials-')),
  ]);
  const { pool } = db;
  const config = readConfig({ DEMO: 'off', DATA_DIR: dataDir });
  const store = new PostgresEventStore(pool);
  const outbox = new Outbox(pool, store);
  const runner = new ProjectionRunner(pool, store, [...teamProjections, ...credentialProjections]);
  const timeouts = { connectMs: 400, headersMs: 400, bodyMs: 400, overallMs: 500 };
  const halo = new HaloConnector({ allow: [sandbox.url, ...allow], timeouts, resolver });
  runner.start();

  const given = [
    { provide: CONFIG, useValue: config },
    { provide: pg.Pool, useValue: pool },
    { provide: EventStore, useValue: store },
    { provide: Outbox, useValue: outbox },
    { provide: ProjectionRunner, useValue: runner },
    { provide: HaloConnector, useValue: halo },
    { provide: RunningImports, useValue: new ImportsOfATest() },
  ];
  @Global()
  @Module({ providers: given, exports: given })
  class Surroundings {}

  const log: string[] = [];
  const orm = ormOptions(pool, [...teamEntities, ...credentialEntities]);
  const module = await Test.createTestingModule({
    imports: [
      ...[Surroundings, CqrsModule.forRoot(), MikroOrmModule.forRoot({ ...orm, driver: PostgreSqlDriver })],
      AccessModule.forRoot({ authSecret: 'a secret for tests, long enough as it is' }),
      WebModule.forRoot({ logTo: { write: (line: string) => void log.push(line) } }),
      ...[TeamsModule, CredentialsModule],
    ],
    controllers: [LoadGroupsController],
    providers: [LoadGroupsHandler, PsaImportPages],
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
      await Promise.all([halo.close(), sandbox.close(), db.drop(), rm(dataDir, { recursive: true })]);
    },
  };
  return { ...portal, ...(await signInAll(portal, runner)), pool, store, outbox, sandbox, halo };
}

async function signInAll(portal: TestPortal, runner: ProjectionRunner) {
  const [admin, stranger] = await Promise.all([addPerson(portal, 'admin'), addPerson(portal, 'admin')]);
  const { resellerId } = admin;
  const auditor = await addPerson(portal, 'auditor', { resellerId });
  const client = await addPerson(portal, 'client-admin', { resellerId });
  const commands = portal.app.get(CommandBus);

  /** A Team, on the pages already. */
  async function newTeam(name: string, of = resellerId, teamId: string = randomUUID()): Promise<string> {
    const { position } = await commands.execute(new AddTeam(teamId, name, metadataOf(of)));
    if (position) await runner.waitFor(position, 10_000);
    return teamId;
  }
  return {
    ...{ resellerId, strangersId: stranger.resellerId, adminId: admin.userId, runner, newTeam },
    teamId: await newTeam('Northwind'),
    strangersTeamId: await newTeam('Fabrikam', stranger.resellerId),
    clientsTeamId: await newTeam('The client’s Team', resellerId, client.teamId),
    admin: await browserOf(portal, admin),
    stranger: await browserOf(portal, stranger),
    auditor: await browserOf(portal, auditor),
    client: await browserOf(portal, client),
  };
}

export type CredentialsSite = Awaited<ReturnType<typeof startCredentialsSite>>;

/** The form as somebody fills it in who does everything right. */
export function rightForm(sandbox: Sandbox) {
  const { tenantId, clientId, clientSecret, url } = sandbox;
  return { tenantId, clientId, clientSecret, baseUrl: url };
}
