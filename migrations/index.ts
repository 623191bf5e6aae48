import { Migration0001Log } from './Migration0001Log.js';
import { Migration0002Access } from './Migration0002Access.js';
import { Migration0003Teams } from './Migration0003Teams.js';
import { Migration0004Connection } from './Migration0004Connection.js';
import { Migration0005Rosters } from './Migration0005Rosters.js';
import { Migration0006History } from './Migration0006History.js';
import { Migration0007RequestBudget } from './Migration0007RequestBudget.js';
import { Migration0008LimitsAndWorkers } from './Migration0008LimitsAndWorkers.js';
import { Migration0009LogPlace } from './Migration0009LogPlace.js';
import { Migration0010LogMove } from './Migration0010LogMove.js';
import { Migration0011Accounts } from './Migration0011Accounts.js';
import { Migration0012PastImports } from './Migration0012PastImports.js';
import { Migration0013Removals } from './Migration0013Removals.js';
import { Migration0014UserSetting } from './Migration0014UserSetting.js';
import { Migration0015ImportsByTime } from './Migration0015ImportsByTime.js';
import { Migration0016DecidedPeople } from './Migration0016DecidedPeople.js';
import { Migration0017Timelines } from './Migration0017Timelines.js';
import { Migration0018MemberIntervals } from './Migration0018MemberIntervals.js';
import { Migration0019LastUses } from './Migration0019LastUses.js';
import { Migration0020ImportSums } from './Migration0020ImportSums.js';
import { Migration0021PeopleByTime } from './Migration0021PeopleByTime.js';
import { Migration0022RosterFacets } from './Migration0022RosterFacets.js';
import { Migration0023Exports } from './Migration0023Exports.js';
import { Migration0024LeftOutPeople } from './Migration0024LeftOutPeople.js';
import { Migration0025RosterOrders } from './Migration0025RosterOrders.js';
import { Migration0026Runs } from './Migration0026Runs.js';
import { Migration0027Retention } from './Migration0027Retention.js';
import { Migration0028RosterSites } from './Migration0028RosterSites.js';
import { Migration0029Reloads } from './Migration0029Reloads.js';

/**
 * The database's schema, in order, and its documentation: one file per part. A change to the schema is one more file at the end. Existing
 * files are not edited, because the list of their names identifies a database's version: checksums.txt holds them.
 */
export const migrations = [
  Migration0001Log,
  Migration0002Access,
  Migration0003Teams,
  Migration0004Connection,
  Migration0005Rosters,
  Migration0006History,
  Migration0007RequestBudget,
  Migration0008LimitsAndWorkers,
  Migration0009LogPlace,
  Migration0010LogMove,
  Migration0011Accounts,
  Migration0012PastImports,
  Migration0013Removals,
  Migration0014UserSetting,
  Migration0015ImportsByTime,
  Migration0016DecidedPeople,
  Migration0017Timelines,
  Migration0018MemberIntervals,
  Migration0019LastUses,
  Migration0020ImportSums,
  Migration0021PeopleByTime,
  Migration0022RosterFacets,
  Migration0023Exports,
  Migration0024LeftOutPeople,
  Migration0025RosterOrders,
  Migration0026Runs,
  Migration0027Retention,
  Migration0028RosterSites,
  Migration0029Reloads,
];
