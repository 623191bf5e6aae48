import pg from 'pg';
import { rememberingLast } from './remembering-last.js';
import type { NewEvent, RecordedEvent } from './types.js';

/** The columns of an event, in order, each as PostgreSQL's text: `toEvent` parses them faster than the driver would. */
export const COLUMNS = 'position, stream, revision, id, type, data, metadata, recorded_at';
export type EventRow = readonly [
  ...[position: string, stream: string, revision: string, id: string],
  ...[type: string, data: string, metadata: string, recordedAt: string],
];
/** The query options for such rows. */
export const AS_TEXT = { rowMode: 'array', types: { getTypeParser: () => (text: string) => text } } as const;

const MOST_EVENTS = 5_000;
/** All data of one append together. EventStoreDB refuses more, and what one store refuses, no caller may depend on. */
const MOST_BYTES = 1024 * 1024;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** A NUL or a lone surrogate as JSON.stringify writes it, which PostgreSQL cannot store. With one more backslash it is plain text. */
const notStorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;
const control = /[\x00-\x1f\x7f]/;

/**
 * The batch as the JSON text that append_events expects.
 * @throws Error, never quoting a value, if a store could not accept the batch
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
  let bytes = 0;
  const texts = events.map(({ id, type, data, metadata }) => {
    checkName('An event type', type);
    const text = data === undefined ? undefined : JSON.stringify(data);
    if (text === undefined) throw new Error(`An event ${type} has no data.`);
    bytes += Buffer.byteLength(text);
    return `{"id":"${id}","type":${JSON.stringify(type)},"data":${text},"metadata":${JSON.stringify(metadata)}}`;
  });
  if (bytes > MOST_BYTES) throw new Error(`An append takes at most ${MOST_BYTES} bytes of data, not ${bytes}.`);
  const batch = `[${texts.join()}]`;
  if (batch.includes('\\u') && notStorable.test(batch))
    throw new Error(`An event for ${stream} holds a NUL or half of a surrogate pair.`);
  return batch;
}

function checkName(what: string, name: string): void {
  if (name.length < 1 || name.length > 200) throw new Error(`${what} has a name of 1 to 200 characters.`);
  if (control.test(name) || !name.isWellFormed()) throw new Error(`${what} has a name of printable characters.`);
}

/** A bigint has up to 19 digits. */
export const POSITION_LENGTH = 19;

/** With leading zeros, strings sort like the numbers. */
export function toPosition(number: string): string {
  return number.padStart(POSITION_LENGTH, '0');
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

const metadataOf = rememberingLast((text) => JSON.parse(text) as RecordedEvent['metadata']);
const timeOf = rememberingLast(pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date);
