import { EventEmitter2, EventEmitterModule } from '@nestjs/event-emitter';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import {
  Global,
  Inject,
  Injectable,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type INestApplicationContext,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as PinoLogger } from 'nestjs-pino';
import pg from 'pg';
import type { DestinationStream } from 'pino';
import { CONFIG, type Config } from './config.js';
import { ormOptions } from './database/index.js';
import {
  describe,
  EventStore,
  LogWatch,
  openLog,
  Outbox,
  ProjectionRunner,
  Signals,
  type Projection,
} from './event-store/index.js';
import { PostgresRequestBudget, HaloConnector } from './modules/halo-connector/index.js';
import { Jobs, JobsModule } from './jobs/index.js';
import { AccessModule } from './modules/access/index.js';
import { Metrics, observeAppends, serveBesidePages } from './metrics/index.js';
import { credentialEntities, credentialProjections, CredentialsModule } from './modules/credentials/index.js';
import { HistoryModule, historyProjections } from './modules/history/index.js';
import { RostersModule } from './modules/rosters/index.js';
import { RunsModule } from './modules/runs/index.js';
import { teamEntities, teamProjections, TeamsModule } from './modules/teams/index.js';
import { RateLimits } from './rate-limits/index.js';
import { configureWeb, LimitedExpressAdapter, WEB_OPTIONS, WebModule } from './web/index.js';
import { Heartbeat, Workers } from './workers/index.js';

/** Every list that pages read, in the order of `npm run projections`. */
export const projections: readonly Projection[] = [...teamProjections, ...credentialProjections, ...historyProjections];

export interface PortalParts {
  readonly config: Config;
  /** migrated; the caller closes it */
  readonly pool: pg.Pool;
  readonly authSecret: string;
  /** where log lines go instead of standard output */
  readonly logTo?: DestinationStream | undefined;
}

/** Background work: starts with the application, and stops before it shuts down. */
@Injectable()
class BackgroundWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly runner: ProjectionRunner,
    private readonly jobs: Jobs,
    private readonly store: EventStore,
    private readonly halo: HaloConnector,
    private readonly heartbeat: Heartbeat,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const works = this.config.role !== 'web';
    if (works) this.runner.start();
    await this.jobs.start();
    if (works) await this.heartbeat.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.stop();
    await this.heartbeat.stop();
    await this.runner.stop();
    await this.store.close();
    await this.halo.close();
  }
}

/** Builds the portal on a database. The caller listens, and closes it. */
export async function createPortal(parts: PortalParts): Promise<NestExpressApplication> {
  const options = { ...WEB_OPTIONS, abortOnError: false };
  const adapter = new LimitedExpressAdapter();
  const app = await NestFactory.create<NestExpressApplication>(portalModule(parts), adapter, options);
  serveBesidePages(app, parts.config);
  configureWeb(app, parts.config);
  return app;
}

/** The portal without pages: applies events and runs jobs until the caller closes it. */
export async function createWorker(parts: PortalParts): Promise<INestApplicationContext> {
  const options = { bufferLogs: true, abortOnError: false };
  const worker = await NestFactory.createApplicationContext(portalModule(parts), options);
  worker.useLogger(worker.get(PinoLogger));
  return worker;
}

/** The portal as a module. Tests replace some of its providers. */
export function portalModule({ config, pool, authSecret, logTo }: PortalParts) {
  const logger = new Logger(ProjectionRunner.name);
  const budget = new PostgresRequestBudget(pool, config.haloRateLimit);
  const metrics = new Metrics();
  const shared = [
    { provide: Metrics, useValue: metrics },
    { provide: CONFIG, useValue: config },
    { provide: pg.Pool, useValue: pool },
    { provide: Signals, inject: [EventEmitter2], useFactory: (emitter: EventEmitter2) => new Signals(emitter) },
    {
      provide: EventStore,
      inject: [Signals],
      useFactory: async (signals: Signals) =>
        observeAppends(await openLog({ pool, url: config.eventStoreUrl, signals }), metrics),
    },
    { provide: Outbox, inject: [EventStore], useFactory: (store: EventStore) => new Outbox(pool, store, logger) },
    {
      provide: ProjectionRunner,
      inject: [EventStore, Signals],
      useFactory: (store: EventStore, signals: Signals) =>
        new ProjectionRunner(pool, store, projections, { logger, signals }),
    },
    { provide: LogWatch, inject: [EventStore], useFactory: (store: EventStore) => new LogWatch(store) },
    { provide: Workers, useValue: new Workers(pool, config.role) },
    {
      provide: Heartbeat,
      useValue: new Heartbeat(pool, (error) => logger.warn(`The heartbeat failed: ${describe(error)}`)),
    },
    { provide: RateLimits, useValue: new RateLimits(pool) },
    { provide: HaloConnector, useValue: new HaloConnector({ allow: config.haloAllow, budget, observer: metrics }) },
  ];

  @Global()
  @Module({
    imports: [EventEmitterModule.forRoot({ maxListeners: 0 })],
    providers: shared,
    exports: shared.map(({ provide }) => provide),
  })
  class Shared {}

  const entities = [...teamEntities, ...credentialEntities];
  @Module({
    imports: [
      Shared,
      JobsModule,
      CqrsModule.forRoot(),
      MikroOrmModule.forRoot({ ...ormOptions(pool, entities), driver: PostgreSqlDriver }),
      AccessModule.forRoot({ authSecret }),
      WebModule.forRoot(logTo ? { logTo } : {}),
      ...[TeamsModule, CredentialsModule, RostersModule, RunsModule, HistoryModule],
    ],
    providers: [BackgroundWork],
  })
  class Portal {}
  return Portal;
}
