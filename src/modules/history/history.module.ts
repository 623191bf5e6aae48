import { Global, Module } from '@nestjs/common';
import { PastImports } from '../credentials/index.js';
import { ImportsModule } from '../imports/index.js';
import { RemovalsModule } from '../removals/index.js';
import { RostersModule } from '../rosters/index.js';
import { ExportsModule } from '../exports/index.js';
import { TeamsModule } from '../teams/index.js';
import { AsOfController } from './as-of/as-of.controller.js';
import { PastMembers } from './as-of/past-members.js';
import { CatchingUp } from './catching-up.js';
import { ImportSums } from './imports/chart/import-sums.js';
import { ExportHistoryController } from './exports/export-history.controller.js';
import { ExportLog } from './exports/export-log.js';
import { ExportsController } from './exports/exports.controller.js';
import { ImportEntries } from './imports/import-entries.js';
import { ImportList } from './imports/import-list.js';
import { ImportPeople } from './imports/import-people.js';
import { ImportsController } from './imports/imports.controller.js';
import { LeftOutController } from './imports/left-out/left-out.controller.js';
import { LeftOutPeople } from './imports/left-out/left-out-people.js';
import { PastImportsOfHistory } from './imports/past-imports.js';
import { PrintRecordController } from './imports/print/print-record.controller.js';
import { PeopleController } from './people/people.controller.js';
import { FilteredPeople } from './people/filtered-people.js';
import { PeopleRows } from './people/people-rows.js';
import { People } from './people/people.js';
import { PersonController } from './timeline/person.controller.js';
import { TeamTimelineController } from './timeline/team-timeline.controller.js';
import { TimelineRows } from './timeline/timeline-rows.js';
import { Timelines } from './timeline/timelines.js';

/**
 * Global, because the page of groups and the confirmation ask it for past imports. Needs CONFIG, `pg.Pool`, EventStore, ProjectionRunner (with `historyProjections`), Workers and access
 * from global modules.
 */
@Global()
@Module({
  imports: [ExportsModule, TeamsModule, RostersModule, ImportsModule, RemovalsModule],
  controllers: [
    ImportsController,
    PrintRecordController,
    ExportHistoryController,
    ExportsController,
    LeftOutController,
    PeopleController,
    PersonController,
    TeamTimelineController,
    AsOfController,
  ],
  providers: [
    ImportList,
    ImportPeople,
    LeftOutPeople,
    ImportEntries,
    ImportSums,
    CatchingUp,
    People,
    FilteredPeople,
    PeopleRows,
    Timelines,
    PastMembers,
    TimelineRows,
    ExportLog,
    { provide: PastImports, useClass: PastImportsOfHistory },
  ],
  exports: [PastImports],
})
export class HistoryModule {}
