import { Global, Logger, Module } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../../config.js';
import { describe, Outbox } from '../../event-store/index.js';
import { Jobs } from '../../jobs/index.js';
import { expireLists, LoadUsersWork, RostersModule } from '../rosters/index.js';
import { RunningImports, TeamsModule } from '../teams/index.js';
import { ImportPreview } from './import-users/import-preview.js';
import { ImportRequests } from './import-users/import-requests.js';
import { ImportUsersController } from './import-users/import-users.controller.js';
import { ImportUsersHandler } from './import-users/import-users.js';
import { ImportUsersWork } from './import-users/import-users.work.js';

/** Wakes loads and imports. The first sweep finds what a killed process left undone, including staged events that were not appended. */
const jobs = {
  provide: Jobs,
  inject: [pg.Pool, CONFIG, LoadUsersWork, ImportUsersWork, Outbox],
  useFactory: (
    pool: pg.Pool,
    config: Config,
    ...[loads, imports, outbox]: [LoadUsersWork, ImportUsersWork, Outbox]
  ) => {
    const logger = new Logger(Jobs.name);
    const onSweep = async () => {
      await outbox.deliverAll();
      await expireLists(pool);
    };
    const onError = (error: unknown) => logger.error(describe(error));
    // The embedded PostgreSQL belongs to one process.
    const alone = config.databaseUrl === undefined;
    return new Jobs(pool, [loads, imports], { onError, alone, works: config.role !== 'web' }, onSweep);
  },
};

/** Global, because Teams asks it for running imports, and loads use its jobs. */
@Global()
@Module({
  imports: [RostersModule, TeamsModule],
  controllers: [ImportUsersController],
  providers: [
    ...[ImportPreview, ImportUsersHandler, ImportUsersWork, ImportRequests],
    { provide: RunningImports, useExisting: ImportRequests },
    jobs,
  ],
  exports: [RunningImports, ImportRequests, Jobs],
})
export class ImportsModule {}
