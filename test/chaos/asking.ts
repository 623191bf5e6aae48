import type pg from 'pg';
import { logOf } from '../support/logs.js';
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
  const head = await headOf(pool).catch(() => undefined);
  if (head === undefined) return false;
  const behind = `select name from log.projection_checkpoint where position < $1 collate "C" union all select stream from log.outbox`;
  return (await ask(pool, behind, [head]))?.length === 0;
}

async function headOf(pool: pg.Pool): Promise<string> {
  const store = await logOf(pool);
  return store.head().finally(() => store.close());
}
