import { Global, Logger, Module } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../../config.js';
import { describe, Outbox } from '../../event-store/index.js';
import { Jobs } from '../../jobs/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { RunningImports, TeamsModule } from '../teams/index.js';
import { historyControllers, historyProviders } from '../history/index.js';
import { ImportRequests } from './import-users/import-requests.js';
import { ImportUsersController } from './import-users/import-users.controller.js';
import { ImportUsersHandler } from './import-users/import-users.js';
import { ImportUsersWork } from './import-users/import-users.work.js';
import { LoadGroupsController } from '../credentials/load-groups/load-groups.controller.js';
import { LoadGroupsHandler } from '../credentials/load-groups/load-groups.js';
import { PsaImportPages } from '../credentials/load-groups/psa-import-pages.js';
import { LoadSitesController } from '../credentials/load-sites/load-sites.controller.js';
import { LoadSitesHandler } from '../credentials/load-sites/load-sites.js';
import { LookAgain } from '../rosters/look-again.js';
import { LoadControlController } from '../rosters/load/load-control.controller.js';
import { LoadControl } from '../rosters/load/load-control.js';
import { LoadEnds } from '../rosters/load/load-ends.js';
import { LoadUsersController } from '../rosters/load/load-users.controller.js';
import { LoadUsersHandler } from '../rosters/load/load-users.js';
import { LoadUsersWork } from '../rosters/load/load-users.work.js';
import { RosterController } from '../rosters/people/roster.controller.js';
import { RosterPages } from '../rosters/people/roster-pages.js';
import { RosterPeople } from '../rosters/people/roster-people.js';
import { Rosters } from '../rosters/rosters.js';
import { TicksAgain } from '../rosters/ticks/ticks-again.js';
import { Ticks } from '../rosters/ticks/ticks.js';
import { UnfinishedLists } from '../rosters/unfinished-lists.js';

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
