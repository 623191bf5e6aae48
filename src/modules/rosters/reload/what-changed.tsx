import { isolated } from '../../../views/components/name.js';
import { personName } from '../../../views/words/reasons.js';
import type { Was } from './reload-types.js';

const STATES = [
  ['inactive', 'inactive', 'active'],
  ['serviceAccount', 'a service account', 'not a service account'],
  ['generalUser', 'a General User', 'not a General User'],
  ['technician', 'a technician', 'not a technician'],
  ['prospect', 'a prospect', 'not a prospect'],
] as const satisfies readonly (readonly [keyof Was, string, string])[];

/**
 * What a person was before a reload, as far as it differs. Names are marked by `isolated`.
 * @returns such as "was Ann Lee, had no address"; empty if nothing differs
 */
export function whatChanged(now: Was, was: Was): string {
  return [
    ...(now.name === was.name ? [] : [`was ${isolated(personName(was.name))}`]),
    ...(now.email === was.email ? [] : [was.email === null ? 'had no address' : `had ${isolated(was.email)}`]),
    ...STATES.filter(([state]) => now[state] !== was[state]).map(([state, yes, no]) => `was ${was[state] ? yes : no}`),
  ].join(', ');
}
