import type pg from 'pg';
import { migrations } from '../../migrations/index.js';

export type Version = 'empty' | 'this' | 'early' | 'older' | 'newer';

/** The first migration of the databases whose log had no schema of its own. Their migrations are not part of this version. */
const FIRST_OF_EARLY = 'Migration0001EventStore';

/** Compares the migrations of this version with those that were executed in a database. */
export function versionOf(known: readonly string[], executed: readonly string[]): Version {
  if (executed.length === 0) return 'empty';
  if (executed.includes(FIRST_OF_EARLY)) return 'early';
  if (executed.some((name) => !known.includes(name))) return 'newer';
  return known.every((name) => executed.includes(name)) ? 'this' : 'older';
}

const MADE_BY: Readonly<Record<Exclude<Version, 'empty' | 'this'>, string>> = {
  early:
    'an early version of the portal, whose migrations this one does not have, and is not changed: there is no upgrade',
  older: 'an older version of the portal, and is not changed: there is no upgrade yet',
  newer: 'a version of the portal that this one does not know, and is not changed: there is no upgrade yet',
};

/**
 * As long as there are no installations, no version upgrades the database of another. Writes nothing.
 * @throws Error with a message for the operator
 */
export async function assertThisVersion(db: pg.PoolClient, whatToDo: string): Promise<'empty' | 'this'> {
  const version = versionOf(
    migrations.map(({ name }) => name),
    await executedIn(db),
  );
  if (version === 'empty' || version === 'this') return version;
  throw new Error(`The database was made by ${MADE_BY[version]}. ${whatToDo}`);
}

async function executedIn(db: pg.PoolClient): Promise<string[]> {
  const { rows: found } = await db.query<{ there: boolean }>(`select to_regclass('migration') is not null as there`);
  if (!found[0]?.there) return [];
  const { rows } = await db.query<{ name: string }>('select name from migration');
  return rows.map(({ name }) => name);
}
