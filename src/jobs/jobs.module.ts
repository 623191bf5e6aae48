import { Global, Logger, Module } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../config.js';
import { describe, Outbox } from '../event-store/index.js';
import { Jobs } from './jobs.js';

const jobs = {
  provide: Jobs,
  inject: [pg.Pool, CONFIG, Outbox],
  useFactory: (pool: pg.Pool, config: Config, outbox: Outbox) => {
    const logger = new Logger(Jobs.name);
    const onError = (error: unknown) => logger.error(describe(error));
    // The embedded PostgreSQL belongs to one process.
    const alone = config.databaseUrl === undefined;
    const made = new Jobs(pool, { onError, alone, works: config.role !== 'web', keepHours: config.keep.jobHours });
    // The first sweep also finds the events that a killed process staged but did not append.
    made.onSweep(() => outbox.deliverAll());
    return made;
  },
};

/** Global. A module that has work to do registers it when it starts. */
@Global()
@Module({ providers: [jobs], exports: [Jobs] })
export class JobsModule {}
