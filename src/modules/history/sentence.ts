import type { ExportFormat, ExportKind, KeptCounts, PortalFact } from '../../facts/index.js';
import { isolated } from '../../views/components/name.js';
import { count, people } from '../../views/components/number.js';
import { haloFault } from '../../views/words/halo-faults.js';
import { seenInTest } from '../../views/words/rows-seen.js';
import { blockReason } from '../../views/words/reasons.js';

interface Named {
  readonly name: string;
  readonly email: string | null;
}

interface MovedBetween {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * An event as a sentence for the history. Who did it, when, and for which Team are shown beside it. Names in the sentence are marked by
 * `isolated`. The compiler checks that every type of event has one.
 *
 * @param teams of a person who was moved: what the two Teams were called. The one whose page it is has no name
 */
export function sentenceOf({ type, data }: PortalFact, teams: MovedBetween = {}): string {
  switch (type) {
    case 'TeamAdded':
      return `Added the Team ${isolated(data.name)}.`;
    case 'TeamRenamed':
      return `Renamed the Team from ${isolated(data.previousName)} to ${isolated(data.name)}.`;
    case 'TeamArchived':
      return 'Archived the Team.';
    case 'TeamReopened':
      return 'Reopened the Team.';
    case 'UserAdded':
      return `Added ${named(data.person)} by hand.`;
    case 'UserRemoved':
      return `Removed ${named(data.person)}${data.undoOf === undefined ? '' : ', because the import was undone'}.`;
    case 'UserMoved':
      return `Moved ${named(data.person)} ${wayOf(teams)}.`;
    case 'UserRenamed':
      return `Corrected the name of ${named({ ...data.person, name: data.person.previousName })} to ${isolated(data.person.name)}.`;
    case 'RemovalStarted':
      return `${data.undoOf === null ? 'Started to remove' : 'Started to undo an import of'} ${people(data.people)}.`;
    case 'RemovalCompleted':
      return `${data.undoOf === null ? 'Completed the removal' : 'Undid the import'}: ${removalResult(data)}.`;
    case 'RemovalCancelled':
      return `Cancelled ${data.undoOf === null ? 'the removal' : 'undoing the import'}: ${removalResult(data)}, ${count(data.leftOver)} not reached.`;
    case 'HaloCredentialsStored':
      return `Stored credentials for ${isolated(data.baseUrl)} (Client ID ${isolated(data.clientId)}).`;
    case 'HaloCredentialsRemoved':
      return 'Removed the HaloPSA credentials.';
    case 'ConnectionTested':
      return `Tested the connection to HaloPSA. ${seenInTest(data)}.`;
    case 'ConnectionTestFailed':
      return `A test of the connection to HaloPSA failed. ${haloFault(data.reason).what}`;
    case 'GroupsLoaded':
      return `Loaded ${count(data.groups)} ${data.groups === 1 ? 'group' : 'groups'} from HaloPSA.`;
    case 'GroupsNotLoaded':
      return `Groups were not loaded. ${haloFault(data.reason).what}`;
    case 'SitesLoaded':
      return `Loaded ${count(data.sites)} ${data.sites === 1 ? 'site' : 'sites'} of ${isolated(data.group.name)} from HaloPSA.`;
    case 'SitesNotLoaded':
      return `The sites of ${isolated(data.group.name)} were not loaded. ${haloFault(data.reason).what}`;
    case 'UsersLoaded':
      return `Loaded ${people(data.received)} of ${isolated(data.group.name)} from HaloPSA${fewer(data)}.`;
    case 'UsersNotLoaded':
      return `The people of ${isolated(data.group.name)} were not loaded. ${haloFault(data.reason).what}`;
    case 'ImportStarted':
      return `Started to import ${people(data.toDecide)} of the ${count(data.listed)} listed in ${isolated(data.group.name)}.`;
    case 'UserImported':
      return `Imported ${named(data.person)}.`;
    case 'UserRejected':
      return `Rejected ${named(data.person)}: ${blockReason(data.reason, data.person.email)}.`;
    case 'ImportCompleted':
      return `Completed the import: ${result(data)}.`;
    case 'ImportCancelled':
      return `Cancelled the import: ${result(data)}, ${count(data.undecided)} left out.`;
    case 'ExportMade':
      return `Exported ${EXPORTED[data.kind]} as ${FORMATS[data.format]}${data.person ? `, searched for ${isolated(data.person.searchedFor)}` : ''}.`;
  }
}

function wayOf({ from, to }: MovedBetween): string {
  if (to === undefined) return `here from ${from === undefined ? 'another Team' : isolated(from)}`;
  return `${from === undefined ? '' : `from ${isolated(from)} `}to ${isolated(to)}`;
}
const EXPORTED: Readonly<Record<ExportKind, string>> = {
  imports: 'imports',
  'import-people': 'the people of an import',
  people: 'what happened to people',
  members: 'the people of a Team',
  'connection-log': 'the HaloPSA log',
};
const FORMATS: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', xlsx: 'XLSX', ndjson: 'NDJSON' };

function removalResult({ removed, kept }: { removed: number; kept: KeptCounts }): string {
  return `${count(removed)} removed, ${count(Object.values(kept).reduce((sum, each) => sum + each, 0))} kept`;
}

function named({ name, email }: Named): string {
  if (email === null) return name === '' ? 'a person without a name' : isolated(name);
  return name === '' ? isolated(email) : `${isolated(name)} (${isolated(email)})`;
}

function fewer({ announced, received }: { announced: number | null; received: number }): string {
  return announced !== null && received < announced ? `, which had announced ${count(announced)}` : '';
}

function result({ imported, rejected }: { imported: number; rejected: number }): string {
  return `${count(imported)} imported, ${count(rejected)} rejected`;
}
