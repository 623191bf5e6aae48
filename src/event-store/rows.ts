import type { NewEvent, RecordedEvent } from './types.js';

export interface EventRow {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: RecordedEvent['metadata'];
  readonly recorded_at: Date;
}

const MOST_EVENTS = 5_000;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** How JSON.stringify writes a NUL or a lone surrogate, which PostgreSQL does not hold; one backslash more makes it plain letters. */
const notStorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;
const control = /[\x00-\x1f\x7f]/;

/**
 * The batch as the one JSON text that append_events takes.
 * @throws Error in words, never quoting the value, when a store could not take the batch as it is
 */
export function batchOf(stream: string, events: readonly NewEvent[]): string {
  if (events.length < 1 || events.length > MOST_EVENTS) {
    throw new Error(`An append takes 1 to ${MOST_EVENTS} events, not ${events.length}.`);
  }
  checkName('A stream', stream);
  if (!events.every(({ id }) => uuid.test(id))) throw new Error('An event id is a UUID in lower case.');
  if (new Set(events.map(({ id }) => id)).size < events.length) {
    throw new Error('Two events of one append have the same id.');
  }
  const batch = JSON.stringify(
    events.map(({ id, type, data, metadata }) => {
      checkName('An event type', type);
      if (data === undefined) throw new Error(`An event ${type} has no data.`);
      return { id, type, data, metadata };
    }),
  );
  if (batch.includes('\\u') && notStorable.test(batch))
    throw new Error(`An event for ${stream} holds a NUL or half of a surrogate pair.`);
  return batch;
}

function checkName(what: string, name: string): void {
  if (name.length < 1 || name.length > 200) throw new Error(`${what} has a name of 1 to 200 characters.`);
  if (control.test(name) || !name.isWellFormed()) throw new Error(`${what} has a name of printable characters.`);
}

/** Greatest bigint: 19 digits. With leading zeros the order of the strings is the order of the numbers. */
export function toPosition(number: string): string {
  return number.padStart(19, '0');
}

export function fromPosition(position: string): string {
  return position === '' ? '0' : position;
}

export function toEvent(row: EventRow): RecordedEvent {
  return {
    id: row.id,
    type: row.type,
    data: row.data,
    metadata: row.metadata,
    stream: row.stream,
    revision: row.revision,
    position: toPosition(row.position),
    recordedAt: row.recorded_at,
  };
}
