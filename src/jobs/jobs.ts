import { PgBoss } from 'pg-boss';
import type pg from 'pg';
import type { Task, Turn, Work } from './work.js';
import { Chore } from './chore.js';
import { QueueWorkers } from './queue-workers.js';

export interface JobsOptions {
  readonly onError: (error: unknown) => void;
  /** no other process uses this database: jobs that were active when this process was killed can be taken over at once */
  readonly alone?: boolean;
  /** false: this process only wakes work for other processes */
  readonly works?: boolean;
  /** milliseconds between two sweeps */
  readonly sweepEvery?: number;
  /** how long pg-boss keeps jobs that were done, in hours */
  readonly keepHours?: number;
}

/**
 * Durable wake-up calls on pg-boss. With its defaults the job of a killed process waits for minutes; with these figures another process
 * takes it over after about ten seconds. A lost call costs one sweep.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #stopping = new AbortController();
  readonly #workers = new Map<string, QueueWorkers>();
  #sweeping: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  readonly #alarms = new Set<NodeJS.Timeout>();
  readonly #works: Work[] = [];
  readonly #chores: Chore[] = [];

  constructor(
    private readonly pool: pg.Pool,
    private readonly options: JobsOptions,
  ) {
    this.#boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
      // The owner creates its tables with the others: src/database/queue-tables.ts.
      migrate: false,
      schedule: false,
      supervise: options.works !== false,
      superviseIntervalSeconds: 2,
      monitorIntervalSeconds: 2,
      maintenanceIntervalSeconds: 600,
      reindex: false,
      monitorVacuum: false,
    });
    // pg-boss emits a plain object with the fields of the error that it caught.
    this.#boss.on('error', (error) =>
      options.onError(error instanceof Error ? error : Object.assign(new Error(), error)),
    );
  }

  /** Adds a kind of work. To be called before start(). */
  register(work: Work): void {
    this.#works.push(work);
  }

  /**
   * Adds something to do in every sweep, before unfinished work is looked for. A chore that fails is reported and done again in the next one.
   * @param everyMs at most once in so many milliseconds
   */
  onSweep(chore: () => Promise<unknown>, everyMs = 0): void {
    this.#chores.push(new Chore(chore, everyMs, this.options.onError));
  }

  async start(): Promise<void> {
    await this.#boss.start();
    for (const work of this.#works) {
      await this.#boss.createQueue(work.queue, {
        policy: 'stately',
        heartbeatSeconds: 10,
        expireInSeconds: 120,
        retryLimit: 1_000_000,
        retryDelay: 2,
      });
      // Apart, because the queue of an earlier start has the setting of then.
      await this.#boss.updateQueue(work.queue, { deleteAfterSeconds: 3_600 * (this.options.keepHours ?? 1) });
      if (this.options.works === false) continue;
      if (this.options.alone) await this.#boss.deleteAllJobs(work.queue);
      this.#workers.set(work.queue, this.#workersFor(work));
    }
    if (this.options.works === false) return;
    this.#sweep();
    this.#timer = setInterval(() => this.#sweep(), this.options.sweepEvery ?? 3_000);
  }

  /** Lets running steps reach their next resting point, then stops. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const alarm of this.#alarms) clearTimeout(alarm);
    this.#stopping.abort();
    await this.#sweeping;
    await Promise.all([...this.#workers.values()].map((workers) => workers.stop(15_000)));
    await this.#boss.stop({ graceful: true, timeout: 15_000, close: false });
  }

  /**
   * Wakes the work on one task. Calling it often, or for a finished task, does no harm. Never fails: the task is already in its tables, so
   * the next sweep finds it.
   */
  async wake(queue: string, task: Task, notBefore?: Date): Promise<void> {
    await this.#send(queue, task, notBefore).catch(this.options.onError);
  }

  async #send(queue: string, { id, owner }: Task, notBefore?: Date): Promise<void> {
    const later = notBefore ? { startAfter: notBefore } : {};
    const sent = await this.#boss.send(queue, { id }, { singletonKey: id, group: { id: owner }, ...later });
    // A job for later blocks one for now, so move it.
    if (sent === null && !notBefore) await this.#boss.update(queue, undefined, { singletonKey: id, startAfter: 0 });
    const workers = this.#workers.get(queue);
    if (workers) this.#notify(workers, notBefore);
  }

  /** The workers poll by themselves, but only once a second. */
  #notify(workers: QueueWorkers, at?: Date): void {
    if (!at) return workers.look();
    // A moment later, so that the job is due by the database's clock too. If that is still too early, the next poll finds it.
    const alarm = setTimeout(
      () => {
        this.#alarms.delete(alarm);
        workers.look();
      },
      Math.min(Math.max(at.getTime() - Date.now(), 0) + 5, 2_147_483_647),
    );
    this.#alarms.add(alarm);
  }

  #workersFor(work: Work): QueueWorkers {
    const { signal: stopping } = this.#stopping;
    const run = (task: Task, turn: Turn) => this.#run(work, task, turn);
    return new QueueWorkers({ boss: this.#boss, pool: this.pool, work, stopping, onError: this.options.onError, run });
  }

  async #run(work: Work, task: Task, turn: Turn): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const result = await work.step(task.id, this.#stopping.signal, turn);
    if (result === 'done' || this.#stopping.signal.aborted) return;
    await this.wake(work.queue, task, result === 'again' ? undefined : result.notBefore);
  }

  #sweep(): void {
    this.#sweeping = this.#sweeping.then(async () => {
      if (this.#stopping.signal.aborted) return;
      try {
        for (const chore of this.#chores) await chore.doIfDue();
        for (const work of this.#works) {
          for (const task of await work.unfinished()) await this.wake(work.queue, task);
        }
      } catch (error) {
        this.options.onError(error);
      }
    });
  }
}
