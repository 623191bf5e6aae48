import type { KeptReason } from '../../facts/index.js';
import { count, people } from '../../views/components/number.js';

/** Why a person stays, after their name. */
export function keptReason(reason: KeptReason): string {
  switch (reason) {
    case 'renamed':
      return 'Name corrected since';
    case 'moved':
      return 'Moved to another Team since';
    case 'removed':
      return 'Removed before';
    case 'added-again':
      return 'Removed before, and added again since';
    case 'changed':
      return 'Changed since';
  }
}

/** How many stay for a reason, as a sentence. */
export function keptSentence(reason: KeptReason, number: number): string {
  const who = people(number);
  const [has, was] = number === 1 ? ['has', 'was'] : ['have', 'were'];
  switch (reason) {
    case 'renamed':
      return `The name of ${who} ${was} corrected since: the account stays.`;
    case 'moved':
      return `${who} ${was} moved to another Team since, and ${number === 1 ? 'stays' : 'stay'} there.`;
    case 'removed':
      return `${who} ${was} removed before.`;
    case 'added-again':
      return `${who} ${was} removed before and added again since: the new account stays.`;
    case 'changed':
      return `${who} ${has} been changed since: the account stays as it is.`;
  }
}

export const removeButton = (number: number) => `Remove ${people(number)}`;

export const wrongNumber = (number: number) => `Enter ${count(number)}, the number of people who will be removed.`;
