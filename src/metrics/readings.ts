import type pg from 'pg';
import { LogWatch, ProjectionRunner, type ProjectionLag } from '../event-store/index.js';
import { within } from '../shared/within.js';

/** Prometheus gives up after ten seconds. The database and the log get one second each. */
const PATIENCE_MS = 1_000;
/** Counting stops here: a scrape must not become expensive while the log is away. */
const MOST_ENTRIES = 10_000;

export interface Health {
  readonly database: boolean;
  readonly log: boolean;
  readonly projections: readonly ProjectionLag[];
  readonly outbox: Readonly<Record<string, number>>;
  readonly pool: Readonly<Record<string, number>>;
}

/** @returns a function that reads the state for a scrape. It takes two seconds at most and never fails; unknown parts are missing. */
export function readHealth(pool: pg.Pool, runner: ProjectionRunner, log: LogWatch): () => Promise<Health> {
  const outbox = once(() => outboxDepth(pool));
  const lags = once(() => runner.lags());
  return async () => {
    const [entries, usable] = await Promise.all([soon(outbox()), log.state().then(({ trouble }) => !trouble)]);
    // Without the database there are no checkpoints, and asking would keep one more connection waiting.
    const projections = entries && (await soon(lags()));
    return {
      database: entries !== undefined,
      log: usable && entries !== undefined,
      projections: projections ?? [],
      outbox: entries ?? {},
      pool: { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount },
    };
  };
}

async function outboxDepth(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ waiting: number; stuck: number }>(
    `select (count(*) filter (where stuck_at is null))::int as waiting, count(stuck_at)::int as stuck
     from (select stuck_at from log.outbox limit ${MOST_ENTRIES}) entry`,
  );
  return { ...rows[0] };
}

/** A reading that is still running is shared, so that scrapes of a database that hangs do not pile up. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= read().finally(() => (running = undefined)));
}

async function soon<T>(reading: Promise<T>): Promise<T | undefined> {
  return within(reading, PATIENCE_MS, () => new Error('late')).catch(() => undefined);
}
