import type pg from 'pg';
import { migrations } from '../../migrations/index.js';

export type Version = 'empty' | 'this' | 'early' | 'older' | 'newer';

/** The first migration of the databases whose log had no schema of its own. Their migrations are not part of this version. */
const FIRST_OF_EARLY = 'Migration0001EventStore';

/** Compares the migrations of this version with those that were executed in a database, both in order. */
export function versionOf(known: readonly string[], executed: readonly string[]): Version {
  if (executed.length === 0) return 'empty';
  if (executed.includes(FIRST_OF_EARLY)) return 'early';
  const isBeginning = executed.every((name, n) => name === known[n]);
  if (!isBeginning) return 'newer';
  return executed.length === known.length ? 'this' : 'older';
}

const MADE_BY: Readonly<Record<'early' | 'newer', string>> = {
  early:
    'an early version of the portal, whose migrations this one does not have, and is not changed: there is no upgrade',
  newer: 'a version of the portal that this one does not know, and is not changed',
};

/**
 * Databases of earlier versions are upgraded, except the early ones. Writes nothing.
 * @throws Error with a message for the operator
 */
export async function assertKnownVersion(
  db: pg.PoolClient,
  whatToDo: string,
): Promise<Exclude<Version, keyof typeof MADE_BY>> {
  const version = versionOf(
    migrations.map(({ name }) => name),
    await executedIn(db),
  );
  if (version === 'early') throw new Error(`The database was made by ${MADE_BY[version]}. ${whatToDo}`);
  if (version === 'newer') throw new Error(`The database was made by ${MADE_BY[version]}. ${OR_NEWER}${whatToDo}`);
  return version;
}

const OR_NEWER = 'Start the version that made it. Otherwise: ';

async function executedIn(db: pg.PoolClient): Promise<string[]> {
  const { rows: found } = await db.query<{ there: boolean }>(`select to_regclass('migration') is not null as there`);
  if (!found[0]?.there) return [];
  const { rows } = await db.query<{ name: string }>('select name from migration order by id');
  return rows.map(({ name }) => name);
}
