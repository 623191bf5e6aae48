import pg from 'pg';
import { moveCheckpoint, readCheckpoint, setDegraded, type Checkpoint } from './checkpoint.js';
import { backOff, pause } from '../../shared/retry.js';
import { describe, isTransient, type Log } from '../faults.js';
import type { Projection } from './projection.js';
import { inTransaction } from '../../database/index.js';
import { START, type EventStore, type Position, type RecordedEvent } from '../types.js';
import type { Signals } from '../signals.js';

/** The first and the longest pause before a retry: for an event that cannot be applied, and for a database that cannot be reached. */
const RETRY_MS = { degraded: [1_000, 30_000], transient: [100, 5_000] } as const;
const FENCED_MS = 250;

/** The one ordered reader of a projection in this process. */
export class ProjectionReader {
  /** All events up to here are applied, as far as this process knows. */
  passed: Position = START;
  /** Why the projection has stopped. Undefined while it runs, and while the database is merely unreachable. */
  degraded: string | undefined;
  private failures = 0;
  private runs = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    readonly projection: Projection,
    private readonly signals: Signals,
    private readonly log?: Log,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    this.runs = true;
    while (!signal.aborted) {
      try {
        await this.follow(signal);
        await pause(backOff(0, FENCED_MS, FENCED_MS), signal);
      } catch (error) {
        await pause(this.failed(error), signal);
      }
    }
  }

  /** The stored checkpoint is at this position. Another process may have moved it. */
  moved(position: Position): void {
    // Tables that are still those of the log before a move contain no event of this one.
    if (!this.store.owns(position) || position <= this.passed) return;
    this.passed = position;
    this.degraded = undefined;
    this.failures = 0;
    this.signals.lookAgain('checkpoint.moved');
  }

  /** Takes over the stored checkpoint. In a process that runs no projections it also shows whether a projection has stopped. */
  saw({ position, degraded }: Checkpoint): void {
    this.moved(position);
    if (!this.runs && position === this.passed) this.degraded = degraded ?? undefined;
  }

  /** Applies the events after the stored checkpoint. Resolves when the signal is aborted or another runner is active. */
  private async follow(signal: AbortSignal): Promise<void> {
    let last = await readCheckpoint(this.pool, this.projection.name);
    this.moved(last);
    for await (const events of this.store.subscribe(last, signal)) {
      const applied = await this.apply(last, events);
      if (applied === undefined) return;
      last = applied;
    }
  }

  /** One transaction for the batch; if it fails, one per event, so that the projection stops just before the bad one. */
  private async apply(last: Position, events: readonly RecordedEvent[]): Promise<Position | undefined> {
    const [first] = events;
    try {
      return await this.applyTogether(last, events);
    } catch (error) {
      if (isTransient(error) || !first) throw error;
      if (events.length === 1) {
        throw new Error(`cannot apply ${first.type} at ${first.position}: ${describe(error)}`, { cause: error });
      }
      let position: Position | undefined = last;
      for (const event of events) {
        if (position !== undefined) position = await this.apply(position, [event]);
      }
      return position;
    }
  }

  /** @returns the position of the last event; undefined, with nothing applied, if another runner is active */
  private async applyTogether(last: Position, events: readonly RecordedEvent[]): Promise<Position | undefined> {
    const to = events.at(-1)?.position ?? last;
    // The commit waits for the disk: this reader continues after what it applied, and would not notice if a crash undid it.
    const isMine = await inTransaction(this.pool, async (tx) => {
      const mine = await moveCheckpoint(tx, this.projection.name, last, to);
      if (mine) await this.projection.apply(tx, events);
      return mine;
    });
    if (!isMine) return undefined;
    this.moved(to);
    return to;
  }

  /** @returns milliseconds until the next attempt */
  private failed(error: unknown): number {
    const message = describe(error);
    const attempt = this.failures++;
    if (isTransient(error)) {
      if (attempt === 0)
        this.log?.warn(`Projection ${this.projection.name} waits for the log or the database: ${message}`);
      return backOff(attempt, ...RETRY_MS.transient);
    }
    if (this.degraded !== message) this.log?.error(`Projection ${this.projection.name} has stopped: ${message}`);
    this.degraded = message;
    void setDegraded(this.pool, this.projection.name, this.passed, message).catch(() => undefined);
    this.signals.lookAgain('checkpoint.moved');
    return backOff(attempt, ...RETRY_MS.degraded);
  }
}
