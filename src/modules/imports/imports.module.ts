import { Global, Logger, Module } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../../config.js';
import { describe, Outbox } from '../../event-store/index.js';
import { Jobs } from '../../jobs/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { RunningImports, TeamsModule } from '../teams/index.js';
import { historyControllers, historyProviders } from './history/history.js';
import { ImportRequests } from './import-users/import-requests.js';
import { ImportUsersController } from './import-users/import-users.controller.js';
import { ImportUsersHandler } from './import-users/import-users.js';
import { ImportUsersWork } from './import-users/import-users.work.js';
import { LoadGroupsController } from './load-groups/load-groups.controller.js';
import { LoadGroupsHandler } from './load-groups/load-groups.js';
import { PsaImportPages } from './load-groups/psa-import-pages.js';
import { LoadSitesController } from './load-sites/load-sites.controller.js';
import { LoadSitesHandler } from './load-sites/load-sites.js';
import { LookAgain } from './load-users/look-again.js';
import { LoadControlController } from './load-users/load-control.controller.js';
import { LoadControl } from './load-users/load-control.js';
import { LoadEnds } from './load-users/load-ends.js';
import { LoadUsersController } from './load-users/load-users.controller.js';
import { LoadUsersHandler } from './load-users/load-users.js';
import { LoadUsersWork } from './load-users/load-users.work.js';
import { RosterController } from './load-users/roster.controller.js';
import { RosterPages } from './load-users/roster-pages.js';
import { RosterPeople } from './load-users/roster-people.js';
import { Rosters } from './load-users/rosters.js';
import { TicksAgain } from './load-users/ticks-again.js';
import { Ticks } from './load-users/ticks.js';
import { UnfinishedLists } from './load-users/unfinished-lists.js';

/** Wakes the loads and imports. What a kill left undone is found by the first sweep: also events that were staged and not appended. */
const jobs = {
  provide: Jobs,
  inject: [pg.Pool, CONFIG, LoadUsersWork, ImportUsersWork, Outbox, Rosters],
  useFactory: (
    pool: pg.Pool,
    config: Config,
    ...[loads, imports, outbox, rosters]: [LoadUsersWork, ImportUsersWork, Outbox, Rosters]
  ) => {
    const logger = new Logger(Jobs.name);
    const onSweep = async () => {
      await outbox.deliverAll();
      await rosters.expire();
    };
    const onError = (error: unknown) => logger.error(describe(error));
    // The embedded PostgreSQL belongs to one process.
    const alone = config.databaseUrl === undefined;
    return new Jobs(pool, [loads, imports], { onError, alone, works: config.role !== 'web' }, onSweep);
  },
};

/** Global, because Teams ask it for running imports, and it knows Teams. */
@Global()
@Module({
  imports: [CredentialsModule, TeamsModule],
  controllers: [
    ...[
      LoadGroupsController,
      LoadSitesController,
      LoadUsersController,
      LoadControlController,
      RosterController,
      ImportUsersController,
    ],
    ...historyControllers,
  ],
  providers: [
    ...[LoadGroupsHandler, LoadSitesHandler, PsaImportPages],
    ...[
      LoadUsersHandler,
      LoadUsersWork,
      LoadControl,
      LoadEnds,
      LookAgain,
      Rosters,
      RosterPages,
      RosterPeople,
      Ticks,
      TicksAgain,
      UnfinishedLists,
    ],
    ...[ImportUsersHandler, ImportUsersWork, ImportRequests],
    ...historyProviders,
    { provide: RunningImports, useExisting: ImportRequests },
    jobs,
  ],
  exports: [RunningImports, Jobs],
})
export class ImportsModule {}
