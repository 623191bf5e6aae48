import pg from 'pg';
import { readCheckpoints } from './checkpoint.js';
import type { Log } from '../faults.js';
import { ProjectionReader } from './projection-reader.js';
import type { Projection } from './projection.js';
import { START, type EventStore, type Position } from '../types.js';
import { Wakes } from '../wakes.js';

/** How long a wait goes without looking whether another process has moved a checkpoint. */
const LOOK_MS = 50;

export interface ProjectionStatus {
  readonly name: string;
  readonly position: Position;
  /** whether there are events that it has not applied yet */
  readonly behind: boolean;
  /** why it stands still; never personal data */
  readonly degraded?: string;
}

/** Runs projections in this process. Any number of processes may run the same ones: each event is applied by one of them. */
export class ProjectionRunner {
  private readonly readers: readonly ProjectionReader[];
  private readonly progress = new Wakes();
  private stopping: AbortController | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    projections: readonly Projection[],
    options: { readonly logger?: Log } = {},
  ) {
    this.readers = projections.map(
      (projection) => new ProjectionReader(pool, store, projection, this.progress, options.logger),
    );
  }

  start(): void {
    if (this.stopping) return;
    const { signal } = (this.stopping = new AbortController());
    this.running = Promise.all(this.readers.map((reader) => reader.run(signal)));
  }

  /** Resolves when the batches under way are applied. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.running;
    this.stopping = undefined;
  }

  /**
   * Waits until all projections have applied the event at this position, in whichever process. One that stands still is not waited for.
   * @returns false when that did not happen in `timeoutMs` milliseconds: the rows are about to come
   */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const { seen } = this.progress;
      if (this.readers.every((reader) => reader.degraded !== undefined || reader.passed >= position)) return true;
      const left = deadline - Date.now();
      if (left <= 0) return false;
      await this.progress.next(seen, Math.min(left, LOOK_MS));
      // While the database is out of reach, nothing has moved that could be waited for.
      if (this.progress.seen === seen) await this.look().catch(() => undefined);
    }
  }

  /** @throws when the database cannot be reached */
  async status(): Promise<ProjectionStatus[]> {
    const [head] = await Promise.all([this.store.head(), this.look()]);
    return this.readers.map(({ projection, passed, degraded }) => ({
      name: projection.name,
      position: passed,
      behind: passed < head,
      ...(degraded === undefined ? {} : { degraded }),
    }));
  }

  private async look(): Promise<void> {
    const checkpoints = await readCheckpoints(this.pool);
    for (const reader of this.readers)
      reader.saw(checkpoints.get(reader.projection.name) ?? { position: START, degraded: null });
  }
}
