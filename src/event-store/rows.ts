import type { NewEvent, RecordedEvent } from './types.js';

/** What PostgreSQL gets of a batch: one array for each column. */
export interface Columns {
  readonly ids: string[];
  readonly types: string[];
  readonly data: string[];
  readonly metadata: string[];
}

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

export const MOST_EVENTS = 5_000;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** How JSON.stringify writes a NUL or a lone surrogate, which neither text nor jsonb of PostgreSQL holds; a backslash before it makes it six plain letters. */
const notStorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;
const control = /[\x00-\x1f\x7f]/;

/** @throws Error in words, naming the place but never the value, when a store could not take the batch as it is */
export function columnsOf(stream: string, events: readonly NewEvent[]): Columns {
  if (events.length < 1 || events.length > MOST_EVENTS) {
    throw new Error(`An append takes 1 to ${MOST_EVENTS} events, not ${events.length}.`);
  }
  checkName('A stream', stream);
  const ids = events.map((event) => event.id);
  if (!ids.every((id) => uuid.test(id))) throw new Error('An event id is a UUID in lower case.');
  if (new Set(ids).size < ids.length) throw new Error('Two events of one append have the same id.');
  for (const { type } of events) checkName('An event type', type);
  return {
    ids,
    types: events.map((event) => event.type),
    data: events.map((event) => json(event, 'data')),
    metadata: events.map((event) => json(event, 'metadata')),
  };
}

function checkName(what: string, name: string): void {
  if (name.length < 1 || name.length > 200) throw new Error(`${what} has a name of 1 to 200 characters.`);
  if (control.test(name) || !name.isWellFormed()) throw new Error(`${what} has a name of printable characters.`);
}

function json(event: NewEvent, part: 'data' | 'metadata'): string {
  const text = JSON.stringify(event[part]) as string | undefined;
  if (text === undefined) throw new Error(`The ${part} of ${event.type} is not JSON.`);
  if (text.includes('\\u') && notStorable.test(text)) {
    throw new Error(`The ${part} of ${event.type} holds a NUL or half of a surrogate pair.`);
  }
  return text;
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
