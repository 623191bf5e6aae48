import type pg from 'pg';
import { until } from '../support/portal.js';

/** While PostgreSQL is away, a question has no answer; the next one may have. */
export async function ask<T>(pool: pg.Pool, text: string, values: unknown[] = []): Promise<T[] | undefined> {
  return pool.query(text, values).then(
    ({ rows }) => rows as T[],
    () => undefined,
  );
}

/** Waits until a question has rows for an answer. */
export async function untilFound(pool: pg.Pool, text: string, values: unknown[], what: string): Promise<void> {
  await until(async () => ((await ask(pool, text, values)) ?? []).length > 0, what);
}

/** The lists have caught up with the log, and nothing waits to be appended. */
export async function settled(pool: pg.Pool): Promise<void> {
  await until(() => isSettled(pool), 'the lists have caught up');
}

export async function isSettled(pool: pg.Pool): Promise<boolean> {
  const behind = `select name from log.projection_checkpoint, (select max(position) as head from log.event) log
    where position::bigint < head union all select stream from log.outbox`;
  return (await ask(pool, behind))?.length === 0;
}
