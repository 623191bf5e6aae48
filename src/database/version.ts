import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

/** Where the migrations are, one a file. */
export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

export type Version = 'empty' | 'this' | 'older' | 'newer';

/** What a database is, by the migrations that this version has and those that were executed there. */
export function versionOf(known: readonly string[], executed: readonly string[]): Version {
  if (executed.length === 0) return 'empty';
  if (executed.some((name) => !known.includes(name))) return 'newer';
  return known.every((name) => executed.includes(name)) ? 'this' : 'older';
}

/**
 * Until there are installations to look after, no version brings the database of another one to its own shape. Writes nothing.
 * @throws Error in words
 */
export async function assertThisVersion(db: pg.PoolClient, whatToDo: string): Promise<'empty' | 'this'> {
  const files = await readdir(MIGRATIONS);
  const known = files.flatMap((file) => /^(Migration\w+)\.(?:js|ts)$/.exec(file)?.[1] ?? []);
  const version = versionOf(known, await executedIn(db));
  if (version === 'empty' || version === 'this') return version;
  const is =
    version === 'older' ? 'an older version of the portal' : 'a version of the portal that this one does not know';
  throw new Error(`The database was made by ${is}, and is not changed: there is no upgrade yet. ${whatToDo}`);
}

async function executedIn(db: pg.PoolClient): Promise<string[]> {
  const { rows: found } = await db.query<{ there: boolean }>(`select to_regclass('migration') is not null as there`);
  if (!found[0]?.there) return [];
  const { rows } = await db.query<{ name: string }>('select name from migration');
  return rows.map(({ name }) => name);
}
