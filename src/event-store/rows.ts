import pg from 'pg';
import type { NewEvent, RecordedEvent } from './types.js';

/** The columns of an event in the order of a row, each as PostgreSQL writes it: `toEvent` reads them faster than the driver would. */
export const COLUMNS = 'position, stream, revision, id, type, data, metadata, recorded_at';
export type EventRow = readonly [
  ...[position: string, stream: string, revision: string, id: string],
  ...[type: string, data: string, metadata: string, recordedAt: string],
];
/** How such rows are asked for. */
export const AS_TEXT = { rowMode: 'array', types: { getTypeParser: () => (text: string) => text } } as const;

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

export function toEvent([position, stream, revision, id, type, data, metadata, recordedAt]: EventRow): RecordedEvent {
  return {
    id,
    type,
    data: JSON.parse(data) as unknown,
    metadata: metadataOf(metadata),
    stream,
    revision: Number(revision),
    position: toPosition(position),
    recordedAt: timeOf(recordedAt),
  };
}

/** Events of one append have one time, and mostly one metadata: what was read last is read once. */
function rememberingLast<T>(parse: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly value: T } | undefined;
  return (text) => (last?.text === text ? last : (last = { text, value: parse(text) })).value;
}

const metadataOf = rememberingLast((text) => JSON.parse(text) as RecordedEvent['metadata']);
const timeOf = rememberingLast(pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date);
