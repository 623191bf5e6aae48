import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/index.js';
import { RostersModule } from '../rosters/index.js';
import { TeamsModule } from '../teams/index.js';
import { CatchingUp } from './catching-up.js';
import { ImportEntries } from './imports/import-entries.js';
import { ImportList } from './imports/import-list.js';
import { ImportPeople } from './imports/import-people.js';
import { ImportsController } from './imports/imports.controller.js';
import { PeopleController } from './people/people.controller.js';
import { People } from './people/people.js';

/** Needs `pg.Pool`, EventStore, ProjectionRunner (with `historyProjections`), Workers and access from global modules. */
@Module({
  imports: [TeamsModule, RostersModule, ImportsModule],
  controllers: [ImportsController, PeopleController],
  providers: [ImportList, ImportPeople, ImportEntries, CatchingUp, People],
})
export class HistoryModule {}
