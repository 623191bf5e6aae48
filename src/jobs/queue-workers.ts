import { setTimeout as after } from 'node:timers/promises';
import type { Job, PgBoss } from 'pg-boss';
import type pg from 'pg';
import type { Task, Turn, Work } from './work.js';
import { Turns } from './turns.js';

const LOOK_EVERY_MS = 1_000;
const HEARTBEAT_MS = 5_000;
/** How long a step may run while an owner without a running step waits, and while only more jobs of its own owner wait. */
const TURN_MS = { othersWait: 1_000, ownWait: 5_000 };

export interface QueueWorkersOptions {
  readonly boss: PgBoss;
  readonly pool: pg.Pool;
  readonly work: Work;
  readonly stopping: AbortSignal;
  readonly onError: (error: unknown) => void;
  /** does the job; if it rejects, the job is retried later */
  readonly run: (task: Task, turn: Turn) => Promise<void>;
}

/**
 * The workers of one queue in this process. pg-boss's own workers take the oldest job, so the owner with the most jobs gets most of the
 * workers. These take jobs of the owners in turn (turns.ts), and end a step early when others wait for a worker.
 */
export class QueueWorkers {
  readonly #turns: Turns;
  readonly #running = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #waiting = { others: false, own: false };

  constructor(private readonly options: QueueWorkersOptions) {
    this.#turns = new Turns(options.work.workers);
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
  }

  /** Checks for jobs. */
  look(): void {
    this.#lookAgain = true;
    this.#looking ??= this.#fill()
      .catch(this.options.onError)
      .finally(() => {
        this.#looking = undefined;
        if (this.#lookAgain && !this.options.stopping.aborted) this.look();
      });
  }

  /** Takes no more jobs. Resolves when the running steps have ended, or after `ms`. */
  async stop(ms: number): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.race([Promise.all(this.#running), after(ms, undefined, { ref: false })]);
  }

  async #fill(): Promise<void> {
    while (this.#lookAgain && !this.options.stopping.aborted) {
      this.#lookAgain = false;
      for (let job; !this.#turns.areAllTaken && (job = await this.#next());) this.#begin(job);
      this.#waiting = this.#turns.areAllTaken ? await this.#whoWaits() : { others: false, own: false };
    }
  }

  async #next(): Promise<Job<{ id: string }> | undefined> {
    const { boss, work } = this.options;
    do {
      const [job] = await boss.fetch<{ id: string }>(work.queue, { ignoreGroups: [...this.#turns.passedOver] });
      if (job) return job;
    } while (this.#turns.beginRound());
    return undefined;
  }

  #begin(job: Job<{ id: string }>): void {
    const owner = job.groupId ?? '';
    this.#turns.begin(owner);
    const step = this.#run(job, owner)
      .catch(this.options.onError)
      .finally(() => {
        this.#turns.end(owner);
        this.#running.delete(step);
        this.look();
      });
    this.#running.add(step);
  }

  async #run(job: Job<{ id: string }>, owner: string): Promise<void> {
    const { boss, work, run, onError } = this.options;
    const begunAt = performance.now();
    const alive = setInterval(() => void boss.touch(work.queue, job).catch(onError), HEARTBEAT_MS);
    try {
      await run({ id: job.data.id, owner }, { isOver: () => this.#isOver(performance.now() - begunAt) });
      await boss.complete(work.queue, job);
    } catch (error) {
      onError(error);
      await boss.fail(work.queue, job, {});
    } finally {
      clearInterval(alive);
    }
  }

  #isOver(ms: number): boolean {
    const { others, own } = this.#waiting;
    return (others && ms > TURN_MS.othersWait) || (own && ms > TURN_MS.ownWait);
  }

  /** Queried once a second while all workers are busy. */
  async #whoWaits(): Promise<{ others: boolean; own: boolean }> {
    const { rows } = await this.options.pool.query<{ others: boolean; own: boolean }>(
      `select coalesce(bool_or(group_id <> all($2)), false) as others, coalesce(bool_or(group_id = any($2)), false) as own
       from pgboss.job waiting where name = $1 and state < 'active' and start_after <= now() and not exists (
         select from pgboss.job where name = $1 and state = 'active' and singleton_key = waiting.singleton_key)`,
      [this.options.work.queue, this.#turns.running],
    );
    return rows[0] ?? { others: false, own: false };
  }
}
