import { START, type Position, type RecordedEvent } from '../types.js';

const COMMIT_DIGITS = 19;
const ID_DIGITS = 8;
export const POSITION_LENGTH = COMMIT_DIGITS + ID_DIGITS;

/**
 * The commit position of an event in EventStoreDB, followed by the beginning of its id. After a restore of an older copy another event can
 * get the same commit position, but positions are keys in read models and must never name two events.
 */
export function positionOf(commit: string, eventId: string): Position {
  return commit.padStart(COMMIT_DIGITS, '0') + eventId.slice(0, ID_DIGITS);
}

/** The commit position to start reading at, in decimal digits. */
export function commitOf(position: Position): string {
  return BigInt(position.slice(0, COMMIT_DIGITS)).toString();
}

/** Whether a position is one of this store, not of the log in PostgreSQL. */
export function isOurs(position: Position): boolean {
  return position === START || position.length === POSITION_LENGTH;
}

export function isAt(event: RecordedEvent | undefined, position: Position): boolean {
  return event?.position === position;
}
