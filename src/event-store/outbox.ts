import pg from 'pg';
import { retry } from '../shared/retry.js';
import { findEvents, lastRevision } from './find-events.js';
import { describe, isTransient, type Log } from './faults.js';
import { batchOf } from './rows.js';
import { isConflict, type Appended, type EventStore, type NewEvent } from './types.js';

const MOST_TRIES = 20;
const PAGE = 100;

export interface ToStage {
  readonly stream: string;
  /** the exact revision, as in `append`; or `next`: at the end of the stream, in the order of staging */
  readonly expectedRevision: number | 'next';
  readonly events: readonly NewEvent[];
}

interface Entry {
  readonly id: string;
  readonly place: string;
  readonly stream: string;
  readonly is_next: boolean;
  readonly expected_revision: number | null;
  readonly stuck_at: Date | null;
  readonly events: NewEvent[];
}

/**
 * Writes rows and events as one: a command stages its events in the transaction that writes its rows, and delivers them after the commit.
 * `deliverAll`, called at the start and every few seconds, delivers what a crash left behind.
 *
 * It holds no lock while it appends, and uses one connection at a time. Two deliverers of one entry, or a late one, do no harm because of
 * these rules:
 * - An append has an exact revision, stored before the first attempt. Every attempt appends the same ids at the same revisions.
 * - The stored revision changes only after a conflict at it (so nothing can be appended there any more), if the ids are not after it, and
 *   only from the value that conflicted: of two deliverers that saw the conflict, one moves it and the other uses the new value.
 */
export class Outbox {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly log?: Log,
  ) {}

  /**
   * Stores events to be appended, in the caller's transaction.
   * @returns the entry's id, for `deliver` after the commit
   * @throws Error like `append`, for events that no store accepts
   */
  async stage(tx: pg.PoolClient, { stream, expectedRevision, events }: ToStage): Promise<string> {
    const batch = batchOf(stream, events);
    const isNext = expectedRevision === 'next';
    const { rows } = await tx.query<{ id: string }>(
      'insert into log.outbox (stream, is_next, expected_revision, events) values ($1, $2, $3, $4) returning id',
      [stream, isNext, isNext ? null : expectedRevision, batch],
    );
    return (rows[0] as { id: string }).id;
  }

  /**
   * Appends an entry's events, after those staged before it for the same stream.
   * @returns the place of the last event; undefined if another deliverer was faster: then the events are already in the log
   * @throws WrongExpectedRevision if other events took the entry's exact revision. The entry is kept, marked as stuck.
   */
  async deliver(id: string): Promise<Appended | undefined> {
    const { rows } = await this.pool.query<Entry>(
      `select entry.* from log.outbox entry, log.outbox wanted
       where wanted.id = $1 and entry.stream = wanted.stream and entry.place <= wanted.place order by entry.place`,
      [id],
    );
    let appended: Appended | undefined;
    for (const entry of rows) {
      if (entry.id === id) appended = await this.settle(entry);
      else if (!entry.stuck_at) await this.settle(entry).catch((error: unknown) => this.passOver(error));
    }
    return appended;
  }

  /**
   * Delivers all entries, in the order of staging. An entry that cannot be delivered does not block the others.
   * @returns the number of delivered entries, and of those left because they are stuck or failed
   * @throws if the database or the store cannot be reached
   */
  async deliverAll(): Promise<{ delivered: number; stuck: number }> {
    let delivered = 0;
    for (let place = '0', more = true; more;) {
      const { rows } = await this.pool.query<Entry>(
        'select * from log.outbox where stuck_at is null and place > $1 order by place limit $2',
        [place, PAGE],
      );
      more = rows.length === PAGE;
      place = rows.at(-1)?.place ?? place;
      for (const entry of rows) {
        const settled = this.settle(entry).then(() => 1);
        delivered += await settled.catch((error: unknown) => this.passOver(error));
      }
    }
    const { rows } = await this.pool.query<{ stuck: number }>('select count(*)::integer as stuck from log.outbox');
    return { delivered, stuck: rows[0]?.stuck ?? 0 };
  }

  private async settle(entry: Entry): Promise<Appended | undefined> {
    let expected = entry.expected_revision ?? (await this.choose(entry, null));
    const attempt = async (conflict: unknown) => {
      if (conflict && expected !== undefined) expected = await this.choose(entry, expected);
      return expected === undefined ? undefined : this.done(entry, await this.appendAt(entry, expected));
    };
    return retry(attempt, { isWorthIt: isConflict, tries: entry.is_next ? MOST_TRIES : 1 });
  }

  /** @throws WrongExpectedRevision if the events are not in the log and cannot be appended at this revision */
  private async appendAt(entry: Entry, expected: number): Promise<Appended> {
    const { stream, events } = entry;
    try {
      return await this.store.append(stream, expected, events);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const { found } = await findEvents(this.store, stream, expected + 1, events);
      if (found) return found;
      if (!entry.is_next) await this.markAsStuck(entry, expected);
      throw error;
    }
  }

  /** Replaces `before` by the stream's last revision. @returns the revision to use; undefined if the entry has been delivered */
  private async choose(entry: Entry, before: number | null): Promise<number | undefined> {
    const last = await lastRevision(this.store, entry.stream);
    await this.pool.query(
      'update log.outbox set expected_revision = $3 where id = $1 and expected_revision is not distinct from $2',
      [entry.id, before, last],
    );
    const { rows } = await this.pool.query<{ expected_revision: number }>(
      'select expected_revision from log.outbox where id = $1',
      [entry.id],
    );
    return rows[0]?.expected_revision;
  }

  private async done(entry: Entry, appended: Appended): Promise<Appended> {
    await this.pool.query('delete from log.outbox where id = $1', [entry.id]).catch((error: unknown) => {
      this.log?.warn(`Outbox entry ${entry.id} is delivered but still there, for the next sweep: ${describe(error)}`);
    });
    return appended;
  }

  /** If the stream is past the expected revision, the entry can never be appended. If it is before it, earlier events may still arrive. */
  private async markAsStuck(entry: Entry, expected: number): Promise<void> {
    if ((await lastRevision(this.store, entry.stream)) < expected) return;
    await this.pool.query('update log.outbox set stuck_at = now() where id = $1', [entry.id]);
    this.log?.error(`Outbox entry ${entry.id} is stuck: other events took revision ${expected + 1} of ${entry.stream}`);
  }

  /** Connection errors are rethrown: they concern every entry. @returns the number of delivered entries, which is 0 */
  private passOver(error: unknown): 0 {
    if (isTransient(error)) throw error;
    if (!isConflict(error)) this.log?.error(`An outbox entry failed: ${describe(error)}`);
    return 0;
  }
}
