import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../../config.js';
import { Jobs } from '../../jobs/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { TeamsModule, UnfinishedLists } from '../teams/index.js';
import { DiscardController } from './discard/discard.controller.js';
import { DiscardList } from './discard/discard-list.js';
import { expireLists, forgetExpired } from './expire.js';
import { LoadControlController } from './load/load-control.controller.js';
import { LoadControl } from './load/load-control.js';
import { LoadEnds } from './load/load-ends.js';
import { LoadUsersController } from './load/load-users.controller.js';
import { LoadUsersHandler } from './load/load-users.js';
import { LoadUsersWork } from './load/load-users.work.js';
import { LookAgain } from './look-again.js';
import { RosterController } from './people/roster.controller.js';
import { RosterPages } from './people/roster-pages.js';
import { RosterPeople } from './people/roster-people.js';
import { GonePeople } from './reload/gone-people.js';
import { ReloadController } from './reload/reload.controller.js';
import { Reloads } from './reload/reloads.js';
import { Rosters } from './rosters.js';
import { TicksAgain } from './ticks/ticks-again.js';
import { Ticks } from './ticks/ticks.js';
import { UnfinishedRosters } from './unfinished-rosters.js';

/**
 * Global, because the pages of Teams and groups ask it for unfinished lists. Needs Jobs from a global module, in addition to what CredentialsModule
 * needs.
 */
@Global()
@Module({
  imports: [CredentialsModule, TeamsModule],
  controllers: [LoadUsersController, LoadControlController, ReloadController, DiscardController, RosterController],
  providers: [
    ...[LoadUsersHandler, LoadUsersWork, LoadControl, LoadEnds, LookAgain],
    ...[Rosters, RosterPages, RosterPeople, Ticks, TicksAgain, Reloads, GonePeople, DiscardList],
    { provide: UnfinishedLists, useClass: UnfinishedRosters },
  ],
  exports: [Rosters, RosterPages, LoadControl, UnfinishedLists],
})
export class RostersModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly loads: LoadUsersWork,
    private readonly pool: pg.Pool,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this.loads);
    const { listHours, expiredListDays } = this.config.keep;
    this.jobs.onSweep(() => expireLists(this.pool, listHours));
    this.jobs.onSweep(() => forgetExpired(this.pool, expiredListDays), 60_000);
  }
}
