import { PgBoss } from 'pg-boss';
import type pg from 'pg';

/** How a step ended: nothing left to do; more to do at once; or nothing to do before a point in time. */
export type StepResult = 'done' | 'again' | { readonly notBefore: Date };

/** A kind of work that goes on in steps. What there is to do stands in its own tables: a job only says "look at this one". */
export interface Work {
  readonly queue: string;
  /**
   * Does some of the work on one thing, for about 20 seconds at most, and leaves it so that another process can go on. Right even when
   * two run at the same time. Stops early when the signal is aborted.
   */
  readonly step: (id: string, signal: AbortSignal) => Promise<StepResult>;
  /** ids of everything that is not finished, for the sweeper */
  readonly unfinished: () => Promise<readonly string[]>;
}

export interface JobsOptions {
  readonly onError: (error: unknown) => void;
  /** no other process works on this database: what was under way when this one was killed need not be waited for */
  readonly alone?: boolean;
  /** false: this process only wakes work that others do */
  readonly works?: boolean;
  /** milliseconds between two sweeps */
  readonly sweepEvery?: number;
}

/**
 * Durable wake-up calls on pg-boss. Its defaults leave the job of a killed process lying for minutes; with these figures another process
 * takes it up after about ten seconds. A call that is lost costs one sweep.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #stopping = new AbortController();
  readonly #workers = new Map<string, string>();
  #sweeping: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  readonly #alarms = new Set<NodeJS.Timeout>();

  constructor(
    pool: pg.Pool,
    readonly work: readonly Work[],
    private readonly options: JobsOptions,
    /** runs with every sweep, besides the unfinished work */
    private readonly onSweep: () => Promise<void> = async () => undefined,
  ) {
    this.#boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
      schedule: false,
      supervise: options.works !== false,
      superviseIntervalSeconds: 2,
      monitorIntervalSeconds: 2,
      maintenanceIntervalSeconds: 600,
      reindex: false,
      monitorVacuum: false,
    });
    // pg-boss tells what went wrong as a plain object, with the fields of the error that it caught.
    this.#boss.on('error', (error) =>
      options.onError(error instanceof Error ? error : Object.assign(new Error(), error)),
    );
  }

  async start(): Promise<void> {
    await this.#boss.start();
    for (const work of this.work) {
      await this.#boss.createQueue(work.queue, {
        policy: 'stately',
        heartbeatSeconds: 10,
        expireInSeconds: 120,
        retryLimit: 1_000_000,
        retryDelay: 2,
        deleteAfterSeconds: 3_600,
      });
      if (this.options.works === false) continue;
      if (this.options.alone) await this.#boss.deleteAllJobs(work.queue);
      const worker = await this.#boss.work<{ id: string }>(
        work.queue,
        { pollingIntervalSeconds: 1, batchSize: 1, localConcurrency: 2 },
        async ([job]) => job && (await this.#run(work, job.data.id)),
      );
      this.#workers.set(work.queue, worker);
    }
    if (this.options.works === false) return;
    this.#sweep();
    this.#timer = setInterval(() => this.#sweep(), this.options.sweepEvery ?? 3_000);
  }

  /** Lets the steps that run come to their next resting point, then stops. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const alarm of this.#alarms) clearTimeout(alarm);
    this.#stopping.abort();
    await this.#sweeping;
    await this.#boss.stop({ graceful: true, timeout: 15_000, close: false });
  }

  /**
   * Has one thing looked at soon. Calling it often, or for something finished, does no harm. Never fails: what there is to do stands in
   * its tables by now, so whoever did that is told that it is done, and the next sweep finds it.
   */
  async wake(queue: string, id: string, notBefore?: Date): Promise<void> {
    await this.#send(queue, id, notBefore).catch(this.options.onError);
  }

  async #send(queue: string, id: string, notBefore?: Date): Promise<void> {
    const later = notBefore ? { startAfter: notBefore } : {};
    const sent = await this.#boss.send(queue, { id }, { singletonKey: id, ...later });
    // a call for later stands in the way of one for now
    if (sent === null && !notBefore) await this.#boss.update(queue, undefined, { singletonKey: id, startAfter: 0 });
    const worker = this.#workers.get(queue);
    if (worker) this.#notify(worker, notBefore);
  }

  /** The worker would look by itself, but only once in a second. */
  #notify(worker: string, at?: Date): void {
    if (!at) return this.#boss.notifyWorker(worker);
    // a moment later, so that the job is due by the database's clock too; what comes too early is found by the next look
    const alarm = setTimeout(
      () => {
        this.#alarms.delete(alarm);
        this.#boss.notifyWorker(worker);
      },
      Math.min(Math.max(at.getTime() - Date.now(), 0) + 5, 2_147_483_647),
    );
    this.#alarms.add(alarm);
  }

  async #run(work: Work, id: string): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const result = await work.step(id, this.#stopping.signal);
    if (result === 'done' || this.#stopping.signal.aborted) return;
    await this.wake(work.queue, id, result === 'again' ? undefined : result.notBefore);
  }

  #sweep(): void {
    this.#sweeping = this.#sweeping.then(async () => {
      if (this.#stopping.signal.aborted) return;
      try {
        await this.onSweep();
        for (const work of this.work) {
          for (const id of await work.unfinished()) await this.wake(work.queue, id);
        }
      } catch (error) {
        this.options.onError(error);
      }
    });
  }
}
