import pg from 'pg';
import { readCheckpoints } from './checkpoint.js';
import type { Log } from '../faults.js';
import { ProjectionReader } from './projection-reader.js';
import type { Projection } from './projection.js';
import { START, type EventStore, type Position } from '../types.js';
import { Signals } from '../signals.js';

/** How often a wait checks whether another process has moved a checkpoint. */
const LOOK_MS = 50;

/** How far a projection is behind the log. */
export interface ProjectionLag {
  readonly name: string;
  /** the age of the oldest event that it has not applied; undefined if the log does not answer */
  readonly lagSeconds: number | undefined;
  readonly stopped: boolean;
}

export interface ProjectionStatus {
  readonly name: string;
  readonly position: Position;
  /** whether there are events that it has not applied yet */
  readonly behind: boolean;
  /** why it has stopped; never personal data */
  readonly degraded?: string;
}

/** Runs projections in this process. Several processes may run the same projection: only one of them applies each event. */
export class ProjectionRunner {
  private readonly readers: readonly ProjectionReader[];
  private readonly signals: Signals;
  private stopping: AbortController | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    projections: readonly Projection[],
    options: { readonly logger?: Log; readonly signals?: Signals } = {},
  ) {
    this.signals = options.signals ?? new Signals();
    this.readers = projections.map(
      (projection) => new ProjectionReader(pool, store, projection, this.signals, options.logger),
    );
  }

  start(): void {
    if (this.stopping) return;
    const { signal } = (this.stopping = new AbortController());
    this.running = Promise.all(this.readers.map((reader) => reader.run(signal)));
  }

  /** Resolves when the batches in progress are applied. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.running;
    this.stopping = undefined;
  }

  /**
   * Waits until all projections, in whichever process, have applied the event at this position. Does not wait for a stopped projection.
   * @returns false if that did not happen within `timeoutMs` milliseconds: the rows will appear later
   */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const progress = this.signals.subscribe('checkpoint.moved');
      const isThere = this.readers.every((reader) => reader.degraded !== undefined || reader.passed >= position);
      const left = deadline - Date.now();
      if (isThere || left <= 0) {
        progress.end();
        return isThere;
      }
      const isMoved = await progress.next(Math.min(left, LOOK_MS));
      // While the database cannot be reached, no checkpoint can have moved.
      if (!isMoved) await this.look().catch(() => undefined);
    }
  }

  /** @throws if the database cannot be reached */
  async status(): Promise<ProjectionStatus[]> {
    const [head] = await Promise.all([this.store.head(), this.look()]);
    return this.readers.map(({ projection, passed, degraded }) => ({
      name: projection.name,
      position: passed,
      behind: passed < head,
      ...(degraded === undefined ? {} : { degraded }),
    }));
  }

  /** The names of projections that met an event they cannot apply. @throws if the database cannot be reached */
  async stopped(): Promise<string[]> {
    await this.look();
    return this.readers.filter(({ degraded }) => degraded !== undefined).map(({ projection }) => projection.name);
  }

  /** Reads one event of the log for each projection that is behind. @throws if the database cannot be reached */
  async lags(): Promise<ProjectionLag[]> {
    await this.look();
    const head = await this.store.head().catch(() => undefined);
    const lags: ProjectionLag[] = [];
    for (const { projection, passed, degraded } of this.readers) {
      const lagSeconds = passed === head ? 0 : await this.ageAfter(passed).catch(() => undefined);
      lags.push({ name: projection.name, lagSeconds, stopped: degraded !== undefined });
    }
    return lags;
  }

  private async ageAfter(position: Position): Promise<number> {
    const [next] = await this.store.readAll(position, 1);
    return next ? Math.max(0, (Date.now() - next.recordedAt.getTime()) / 1_000) : 0;
  }

  private async look(): Promise<void> {
    const checkpoints = await readCheckpoints(this.pool);
    for (const reader of this.readers)
      reader.saw(checkpoints.get(reader.projection.name) ?? { position: START, degraded: null });
  }
}
