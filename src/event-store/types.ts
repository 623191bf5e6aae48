/** JSON as it can be stored: no `undefined`, no dates, no functions. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Who did something. The name is looked up when a page shows it: an address or a name in here could never be forgotten. */
export interface Actor {
  readonly id: string;
  readonly role: 'admin' | 'auditor' | 'client-admin' | 'system';
}

export interface EventMetadata {
  readonly resellerId: string;
  readonly actor: Actor;
  readonly correlationId: string;
}

/** What happened, as a decision states it and as a stream's `evolve` reads it. Personal data stands in `data.person` only. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * A fact that is about to be recorded. `id` is a UUID in lower case that a retry of the same append makes again: it is what makes a
 * retry harmless. `data` is stored as JSON: what JSON does not know (undefined, NaN, dates) comes back as JSON has it.
 */
export interface NewEvent<Type extends string = string, Data = unknown> extends Fact<Type, Data> {
  readonly id: string;
  readonly metadata: EventMetadata;
}

/**
 * A place in the order of all events. Opaque outside the adapters, but for one promise: of two positions of one store, the later one is
 * the greater string (`<` and `order by … collate "C"` work).
 */
export type Position = string;

/** Comes before the first event of every store. */
export const START: Position = '';

/** A fact as the log holds it. `revision` counts from 0 within its stream. */
export interface RecordedEvent<Type extends string = string, Data = unknown> extends NewEvent<Type, Data> {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Date;
}

/** The revision to expect of a stream that must not exist yet. */
export const NO_STREAM = -1;

export interface Appended {
  /** revision of the last event appended */
  readonly revision: number;
  /** position of the last event appended */
  readonly position: Position;
}

/** The stream is not where the caller thought it was. Read it again and decide again. */
export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
  ) {
    super(`${stream} is not at revision ${expected}`);
    this.name = 'WrongExpectedRevision';
  }
}

/**
 * The log of facts. Both adapters (PostgreSQL, later EventStoreDB) pass the same contract suite, `test/event-store/contract.ts`.
 */
export abstract class EventStore {
  /**
   * Appends 1 to 5,000 events to one stream, all or none.
   *
   * @param expectedRevision revision of the stream's last event, or NO_STREAM; always exact
   * @returns where the last event stands. A retry with the same ids at the same places succeeds again and changes nothing.
   * @throws WrongExpectedRevision when the stream is elsewhere, also when only some of the ids are there already
   * @throws Error before anything is sent, for what no store takes: no or too many events, an id that is no UUID or stands there twice,
   *   a NUL or a lone surrogate in any text
   */
  abstract append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<Appended>;

  /**
   * Reads one stream, forwards or backwards, beginning with revision `from` (inclusive; default: its first event, or backwards its
   * last), at most `limit` events (default: all). A stream that does not exist is empty.
   */
  abstract readStream(
    stream: string,
    options?: { readonly from?: number; readonly backwards?: boolean; readonly limit?: number },
  ): Promise<RecordedEvent[]>;

  /** Reads all events after a position, in their one order. @param limit at most this many events, 1 to 10,000 */
  abstract readAll(after: Position, limit: number): Promise<RecordedEvent[]>;

  /**
   * All events after a position, then those to come, in order, in batches of at most `batchSize` (default 500). Survives lost
   * connections by itself; ends, without an error, when the signal is aborted or the store is closed. The next batch is read only when
   * the one before has been dealt with.
   */
  abstract subscribe(after: Position, signal: AbortSignal, batchSize?: number): AsyncIterable<RecordedEvent[]>;

  /** Position of the newest event, or START. */
  abstract head(): Promise<Position>;

  /** How many events there are, to say how far something has come; undefined where a store can't tell without reading them. */
  abstract count(): Promise<number | undefined>;

  /** Ends the subscriptions and lets go of the store's own connections. */
  abstract close(): Promise<void>;
}
