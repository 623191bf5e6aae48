import { count, people } from '../../../views/components/number.js';
import { haloFault } from '../../../views/halo-words.js';
import { blockReason } from '../../../views/words.js';
import type { PortalFact } from './portal-event.js';

interface Named {
  readonly name: string;
  readonly email: string | null;
}

/**
 * An event as a sentence for people who read the history; who did it, when and for which Team stands beside it.
 * The compiler holds that every type of event has one.
 */
export function sentenceOf({ type, data }: PortalFact): string {
  switch (type) {
    case 'TeamAdded':
      return `Added the Team ${data.name}.`;
    case 'TeamRenamed':
      return `Renamed the Team from ${data.previousName} to ${data.name}.`;
    case 'TeamArchived':
      return 'Archived the Team.';
    case 'TeamReopened':
      return 'Reopened the Team.';
    case 'UserAdded':
      return `Added ${named(data.person)} by hand.`;
    case 'UserRemoved':
      return `Removed ${named(data.person)}.`;
    case 'HaloCredentialsStored':
      return `Stored credentials for ${data.baseUrl} (Client ID ${data.clientId}).`;
    case 'HaloCredentialsRemoved':
      return 'Removed the HaloPSA credentials.';
    case 'GroupsLoaded':
      return `Loaded ${count(data.groups)} ${data.groups === 1 ? 'group' : 'groups'} from HaloPSA.`;
    case 'GroupsNotLoaded':
      return `Groups were not loaded. ${haloFault(data.reason).what}`;
    case 'UsersLoaded':
      return `Loaded ${people(data.received)} of ${data.group.name} from HaloPSA${fewer(data)}.`;
    case 'UsersNotLoaded':
      return `The people of ${data.group.name} were not loaded. ${haloFault(data.reason).what}`;
    case 'ImportStarted':
      return `Started to import ${people(data.toDecide)} of the ${count(data.listed)} listed in ${data.group.name}.`;
    case 'UserImported':
      return `Imported ${named(data.person)}.`;
    case 'UserRejected':
      return `Rejected ${named(data.person)}: ${blockReason(data.reason, data.person.email)}.`;
    case 'ImportCompleted':
      return `Completed the import: ${result(data)}.`;
    case 'ImportCancelled':
      return `Cancelled the import: ${result(data)}, ${count(data.undecided)} left out.`;
  }
}

function named({ name, email }: Named): string {
  if (email === null) return name === '' ? 'somebody without a name' : name;
  return name === '' ? email : `${name} (${email})`;
}

function fewer({ announced, received }: { announced: number | null; received: number }): string {
  return announced !== null && received < announced ? `, which had announced ${count(announced)}` : '';
}

function result({ imported, rejected }: { imported: number; rejected: number }): string {
  return `${count(imported)} imported, ${count(rejected)} rejected`;
}
