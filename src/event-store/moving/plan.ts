import type { LogPlace } from '../log-place.js';

export type Direction = 'there' | 'back';

/**
 * - `copy` closes the log where it is, copies it, and switches; also continues what was interrupted
 * - `cancel` opens the log in the database again: nothing was switched yet
 * - `finish` the log is there already; only lists may be left to rebuild
 */
export type Plan = 'copy' | 'cancel' | 'finish';

/** The log cannot be moved. The message tells the operator why. */
export class MoveRefused extends Error {
  override name = 'MoveRefused';
}

/**
 * What `log move` does. Pure.
 * @param place undefined: the log is in the database
 * @throws MoveRefused
 */
export function planOf(place: LogPlace['place'] | undefined, direction: Direction): Plan {
  if (place === 'beginning') throw new MoveRefused(BEGINNING);
  if (direction === 'there') {
    if (place === 'moving-back') throw new MoveRefused(ON_THE_WAY_BACK);
    return place === 'eventstoredb' ? 'finish' : 'copy';
  }
  if (place === undefined) return 'finish';
  return place === 'moving' ? 'cancel' : 'copy';
}

const BEGINNING = 'The log of this database is about to begin in EventStoreDB. Start the portal once.';
const ON_THE_WAY_BACK =
  'The log of this database is being moved back. Finish that with npm run portal -- log move --back.';
export const NO_URL = 'Set EVENT_STORE_URL to the address of the EventStoreDB.';
export const FOREIGN =
  'EventStoreDB holds other events under the name of this log than this database does. Nothing was switched. Restore it from its backup, or take ' +
  'the move back with npm run portal -- log move --back and begin again.';
export const DIFFERENT =
  'The log in this database and the one in EventStoreDB hold different events. Nothing was added, and nothing was switched. Restore the one that ' +
  'was changed from its backup, and run the command again.';
export const NOT_THE_SAME =
  'The copy is not the same as the log. Nothing was switched. Restore the one that was changed from its backup, and run the command again.';
export const RUNNING = 'The log of this database is being moved by another process.';
export const OVERTAKEN = 'The log of this database was moved by another process meanwhile.';
