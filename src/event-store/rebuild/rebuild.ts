import pg from 'pg';
import { readCheckpoint, setCheckpoint, takeCheckpoint } from '../projections/checkpoint.js';
import { pause } from '../../shared/retry.js';
import { codeOf, LogMoved } from '../faults.js';
import { fillingTables } from './fill-tables.js';
import { BATCH, OneReading } from './one-reading.js';
import type { Projection } from '../projections/projection.js';
import { RebuildLocks } from './rebuild-locks.js';
import { Shadow } from './shadow.js';
import { inTransaction } from '../../database/index.js';
import { START, type EventStore, type Position, type RecordedEvent } from '../types.js';

/** A transaction may idle while it waits for the slowest reader; and several transactions build their indexes at once. */
const PATIENCE = `set local idle_in_transaction_session_timeout = '15min'; set local maintenance_work_mem = '256MB';
  set local max_parallel_maintenance_workers = 0`;
/** SQLSTATE lock_not_available. */
const LOCKED = '55P03';
const NOTHING = async () => undefined;
const SWAP = { pauseMs: 500, patienceMs: 10 * 60_000 };

export interface Watch {
  /** called with the number of events read so far */
  readonly onRead?: (events: number) => void;
  /** called when a projection has applied all events and builds its indexes, and when pages read the new tables */
  readonly onStep?: (name: string, step: 'indexes' | 'done') => void;
}

/**
 * Rebuilds projections from the first event on. The log is read once for all of them and written into new tables, which replace the ones in
 * use when they are complete. Until then pages read the old rows and runners keep them current; if the rebuild ends early, for any reason,
 * nothing has changed. Uses one connection per projection, and one to read.
 *
 * @throws the error of a failed projection, or an AggregateError of several. The others are still rebuilt
 */
export async function rebuild(
  pool: pg.Pool,
  store: EventStore,
  projections: readonly Projection[],
  watch: Watch = {},
): Promise<void> {
  if (pool.options.max <= projections.length)
    throw new Error('A rebuild needs a connection for each list, and one to read.');
  const reading = new OneReading(store, await store.head(), watch.onRead);
  const places = projections.map((projection) => ({ projection, place: reading.join() }));
  const locks = new RebuildLocks(projections);
  const ends = await Promise.allSettled(
    places.map(async ({ projection, place }) => {
      try {
        // Created here, because runners would wait for a row that the long transaction created.
        await readCheckpoint(pool, projection.name);
        await locks.turnOf(projection);
        await inTransaction(pool, async (tx) => {
          await tx.query(PATIENCE);
          await locks.take(tx, projection);
          await new Rebuilding(tx, store, projection, watch).run(reading.read(place));
        });
      } finally {
        locks.pass(projection);
        reading.leave(place);
      }
      watch.onStep?.(projection.name, 'done');
    }),
  );
  const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (failures.length > 1) throw new AggregateError(failures, 'Several projections could not be rebuilt.');
  if (failures.length > 0) throw failures[0];
}

/** One projection, in one transaction. */
class Rebuilding {
  /** all events up to here are applied */
  private position: Position = START;
  /** the checkpoint as last read; no other transaction moves it once it is locked */
  private passed: Position = START;
  private isTaken = false;

  constructor(
    private readonly tx: pg.PoolClient,
    private readonly store: EventStore,
    private readonly projection: Projection,
    private readonly watch: Watch,
  ) {}

  async run(batches: AsyncIterable<readonly RecordedEvent[]>): Promise<void> {
    const { tx, projection } = this;
    await this.look();
    const shadow = await Shadow.begin(tx, projection.name, projection.tables);
    const fill = async (filled: pg.PoolClient, free: () => Promise<void>) => {
      for await (const events of batches) await this.apply(events, filled, free);
    };
    await fillingTables(tx, () => shadow.makeKeys(), fill);
    this.watch.onStep?.(projection.name, 'indexes');
    await shadow.finish();
    await this.swap(shadow);
  }

  /** Behind the lock, a rebuild of the log before a move sees the move. A checkpoint of that log cannot be compared: it is taken at once. */
  private async look(): Promise<void> {
    if ((await this.store.trouble()) === 'moved') throw new LogMoved();
    if (!this.store.owns(await readCheckpoint(this.tx, this.projection.name))) await this.take();
  }

  /**
   * Up to the live checkpoint, the permanent side effects of `apply` have already happened, and repeating them locks nothing. Past it, this
   * transaction waits for the runners' current batch, and they wait for this transaction.
   */
  private async apply(
    events: readonly RecordedEvent[],
    tx = this.tx,
    free: () => Promise<void> = NOTHING,
  ): Promise<void> {
    const to = events.at(-1)?.position ?? this.position;
    if (to > this.passed && !this.isTaken) {
      await free();
      this.passed = await readCheckpoint(this.tx, this.projection.name);
      if (to > this.passed) await this.take();
    }
    await this.projection.apply(tx, events);
    this.position = to;
  }

  private async take(): Promise<void> {
    await takeCheckpoint(this.tx, this.projection.name);
    this.isTaken = true;
  }

  /** Applies new events and swaps. If the old tables are being read, it releases the checkpoint and tries again later. */
  private async swap(shadow: Shadow): Promise<void> {
    const { tx, projection, position, isTaken } = this;
    const deadline = Date.now() + SWAP.patienceMs;
    for (;;) {
      await tx.query('savepoint swap');
      try {
        await this.take();
        await this.catchUp();
        await shadow.swapIn();
        return await setCheckpoint(tx, projection.name, this.position);
      } catch (error) {
        if (codeOf(error) !== LOCKED) throw error;
        if (Date.now() > deadline)
          throw new Error(`Other queries keep reading ${projection.tables.join(', ')}.`, { cause: error });
        await tx.query('rollback to savepoint swap');
        Object.assign(this, { position, isTaken });
        await pause(SWAP.pauseMs);
      }
    }
  }

  /** Applies events up to the current head only: with faster writers it would never end. */
  private async catchUp(): Promise<void> {
    const head = await this.store.head();
    while (this.position < head) {
      const events = await this.store.readAll(this.position, BATCH);
      // The log was moved away meanwhile, and ends before its newest event.
      if (events.length === 0) return;
      await this.apply(events);
    }
  }
}
