import { randomUUID } from 'node:crypto';
import type pg from 'pg';

const EVERY_MS = 5_000;

/** Tells all processes on this database that this one applies events and runs jobs. */
export class Heartbeat {
  readonly #id = randomUUID();
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: pg.Pool,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Resolves after the first beat. A failed beat is reported, and the next one tries again. */
  async start(): Promise<void> {
    await this.#beat();
    this.#timer = setInterval(() => {
      this.#beating = this.#beat();
    }, EVERY_MS);
  }

  /** The row stays, so a worker that restarts within 30 seconds, for example after an update, does not count as missing. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
  }

  async #beat(): Promise<void> {
    try {
      await this.pool.query(
        `insert into worker (id, seen_at) values ($1, now()) on conflict (id) do update set seen_at = excluded.seen_at`,
        [this.#id],
      );
      await this.pool.query(`delete from worker where seen_at < now() - interval '1 hour'`);
    } catch (error) {
      this.onError(error);
    }
  }
}
