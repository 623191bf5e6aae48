/** JSON as it can be stored: no `undefined`, no dates, no functions. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Who acted. Pages look up the name: an address or a name stored here could never be erased. */
export interface Actor {
  readonly id: string;
  readonly role: 'admin' | 'auditor' | 'client-admin' | 'system';
}

export interface EventMetadata {
  readonly resellerId: string;
  readonly actor: Actor;
  readonly correlationId: string;
}

/** What happened, as `decide` returns it and `evolve` reads it. Personal data is only in `data.person`. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * A fact to be recorded. `id` is a lower-case UUID that is the same in a retry, which is what makes retries harmless. `data` is stored as
 * JSON: values that JSON lacks (undefined, NaN, dates) come back the way JSON converts them.
 */
export interface NewEvent<Type extends string = string, Data = unknown> extends Fact<Type, Data> {
  readonly id: string;
  readonly metadata: EventMetadata;
}

/**
 * A position in the order of all events. Opaque outside the adapters, with one guarantee: of two positions of one store, the later is the
 * greater string (`<` and `order by … collate "C"` work).
 */
export type Position = string;

/** Comes before the first event of every store. */
export const START: Position = '';

/** A recorded fact. `revision` counts from 0 within its stream. */
export interface RecordedEvent<Type extends string = string, Data = unknown> extends NewEvent<Type, Data> {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Date;
}

/**
 * - `unreachable` it does not answer; projections wait
 * - `restored` an older copy of it was restored: appends are refused and projections stand still
 * - `moved` it is being moved or was moved: appends are refused until the portal is restarted
 */
export type LogTrouble = 'unreachable' | 'restored' | 'moved';

/** The expected revision of a stream that must not exist yet. */
export const NO_STREAM = -1;

export interface Appended {
  /** revision of the last event appended */
  readonly revision: number;
  /** position of the last event appended */
  readonly position: Position;
}

/** The stream is not at the revision that the caller expected. Read and decide again. */
export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
  ) {
    super(`${stream} is not at revision ${expected}`);
    this.name = 'WrongExpectedRevision';
  }
}

export const isConflict = (error: unknown): error is WrongExpectedRevision => error instanceof WrongExpectedRevision;

/**
 * The log of facts. Both adapters (PostgreSQL and EventStoreDB) pass the same contract suite, `test/event-store/contract.ts`.
 */
export abstract class EventStore {
  /**
   * Appends 1 to 5,000 events to one stream, all or none.
   *
   * @param expectedRevision revision of the stream's last event, or NO_STREAM; always exact
   * @returns the place of the last event. A retry with the same ids at the same revisions succeeds and changes nothing.
   * @throws WrongExpectedRevision if the stream is at another revision, or only some of the ids are already there
   * @throws Error before anything is sent, for batches that no store accepts: no or too many events, more than 1 MiB of data, an id that
   *   is no UUID or occurs twice, a NUL or a lone surrogate in any text
   */
  abstract append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<Appended>;

  /**
   * Reads one stream, forwards or backwards, from revision `from` (inclusive; default: its first event, or backwards its last), at most
   * `limit` events (default: all). A stream that does not exist is empty.
   */
  abstract readStream(
    stream: string,
    options?: { readonly from?: number; readonly backwards?: boolean; readonly limit?: number },
  ): Promise<RecordedEvent[]>;

  /** Reads events of all streams after a position, in order. @param limit at most this many, 1 to 10,000 */
  abstract readAll(after: Position, limit: number): Promise<RecordedEvent[]>;

  /**
   * All events after a position, including future ones, in order, in batches of at most `batchSize` (default 500). Reconnects by itself;
   * ends, without an error, when the signal is aborted or the store is closed. Reads the next batch only when the previous one has been
   * consumed.
   */
  abstract subscribe(after: Position, signal: AbortSignal, batchSize?: number): AsyncIterable<RecordedEvent[]>;

  /**
   * Whether a position is one of this store. After a move, read models have positions of the store before it until they are rebuilt; their
   * order says nothing here, and reading after one throws LogMoved.
   */
  abstract owns(position: Position): boolean;

  /** Position of the newest event, or START. */
  abstract head(): Promise<Position>;

  /** The number of events, for progress reports; undefined if the store cannot tell without reading them. */
  abstract count(): Promise<number | undefined>;

  /** Why the log cannot be used now; undefined if it can. Asks it once, for at most two seconds. */
  abstract trouble(): Promise<LogTrouble | undefined>;

  /** Ends the subscriptions and closes the store's own connections. */
  abstract close(): Promise<void>;
}
