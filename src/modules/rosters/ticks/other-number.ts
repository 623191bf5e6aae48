import type { TickMany } from '../people/roster-form.js';

/**
 * Whether a button did what it said. A list changes while it is open: other imports take addresses, and other tabs tick.
 * @param people how many people the button meant when it was pressed
 * @returns the value of `?done=`; null if the button said this number. Clearing again, as after a double press, changes nothing
 */
export function otherNumber({ kind, said }: TickMany, people: number): string | null {
  if (said === null || said === people || (kind === 'clear' && people === 0)) return null;
  return `${kind}-${people}-${said}`;
}
