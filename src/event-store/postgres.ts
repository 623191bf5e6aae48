import pg from 'pg';
import { backOff, retry } from '../shared/retry.js';
import { codeOf, isTransient, LogMoved, OTHER_LOG } from './faults.js';
import {
  AS_TEXT,
  batchOf,
  COLUMNS,
  fromPosition,
  POSITION_LENGTH,
  toEvent,
  toPosition,
  type EventRow,
} from './rows.js';
import {
  EventStore,
  START,
  WrongExpectedRevision,
  type Appended,
  type LogTrouble,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from './types.js';
import { inTime } from './in-time.js';
import { Following } from './following.js';
import { listen } from './listen.js';
import { readLogPlace } from './log-place.js';
import { Signals } from './signals.js';

/** Longer than the lock timeout of append_events. An append without an answer is abandoned and retried, which is safe: the ids are the same. */
const APPEND_TIMEOUT_MS = 30_000;
const APPEND_TRIES = 3;
/** SQLSTATE of a log that is closed (migration 0009). */
const CLOSED = 'LOG01';
const CLOSING_MS = 500;

/** The log in PostgreSQL: table `log.event`, written by the function `log.append_events` alone (migration 0001 says why that is right). */
export class PostgresEventStore extends EventStore {
  private readonly following: Following;
  private readonly closing = new AbortController();
  private listening: Promise<void> | undefined;

  /** @param signals shared with others who wait in this process */
  constructor(
    private readonly pool: pg.Pool,
    private readonly signals = new Signals(),
  ) {
    super();
    this.following = new Following((after, limit) => this.readAll(after, limit), signals);
  }

  async append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<Appended> {
    const batch = batchOf(stream, events);
    // If the connection is lost, the outcome is unknown. In both cases repeating the call with the same ids is correct.
    const appended = await retry(() => this.tryAppend(stream, expectedRevision, batch), {
      isWorthIt: isTransient,
      tries: APPEND_TRIES,
      pauseMs: (failed) => backOff(failed, 50, 1_000),
    });
    this.signals.appended(appended.position);
    return appended;
  }

  private async tryAppend(stream: string, expected: number, batch: string): Promise<Appended> {
    const query = {
      text: 'select revision, position from log.append_events($1, $2, $3)',
      values: [stream, expected, batch],
      query_timeout: APPEND_TIMEOUT_MS,
    };
    const { rows } = await this.pool.query<{ revision: number; position: string }>(query).catch((error: unknown) => {
      if (codeOf(error) === CLOSED) throw new LogMoved();
      const isRecorded = codeOf(error) === '23505' && (error as { constraint?: string }).constraint === 'event_id';
      throw isRecorded ? new WrongExpectedRevision(stream, expected) : error;
    });
    const [row] = rows;
    if (!row) throw new WrongExpectedRevision(stream, expected);
    return { revision: row.revision, position: toPosition(row.position) };
  }

  async readStream(
    stream: string,
    options: { readonly from?: number; readonly backwards?: boolean; readonly limit?: number } = {},
  ): Promise<RecordedEvent[]> {
    const [comparison, order] = options.backwards ? ['<=', 'desc'] : ['>=', 'asc'];
    return this.read(
      `select ${COLUMNS} from log.event where stream = $1 and ($2::integer is null or revision ${comparison} $2)
       order by revision ${order} limit $3`,
      [stream, options.from ?? null, options.limit ?? null],
    );
  }

  async readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    if (!this.owns(after)) throw new LogMoved(OTHER_LOG);
    const sql = `select ${COLUMNS} from log.event where position > $1 order by position limit $2`;
    return this.read(sql, [fromPosition(after), limit]);
  }

  private async read(text: string, values: readonly unknown[]): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<[...EventRow]>({ ...AS_TEXT, text, values: [...values] });
    return rows.map(toEvent);
  }

  subscribe(after: Position, signal: AbortSignal, batchSize?: number): AsyncIterable<RecordedEvent[]> {
    if (!this.owns(after)) throw new LogMoved(OTHER_LOG);
    this.listening ??= listen(this.pool.options, this.signals, toPosition, this.closing.signal);
    return this.following.subscribe(after, AbortSignal.any([signal, this.closing.signal]), batchSize);
  }

  owns(position: Position): boolean {
    return position === START || position.length === POSITION_LENGTH;
  }

  async head(): Promise<Position> {
    const { rows } = await this.pool.query<{ head: string | null }>('select max(position) as head from log.event');
    const head = rows[0]?.head;
    return head ? toPosition(head) : START;
  }

  /** Positions have no gaps, so the newest position is the count. */
  async count(): Promise<number> {
    return Number(await this.head());
  }

  async trouble(): Promise<LogTrouble | undefined> {
    return (await readLogPlace(this.pool)) && 'moved';
  }

  async close(): Promise<void> {
    this.closing.abort();
    // A server that does not answer cannot close the connection either.
    await inTime(Promise.resolve(this.listening), CLOSING_MS);
  }
}
