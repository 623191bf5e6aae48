import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { migrate, newDatabase } from './index.js';
import { versionOf, type Version } from './version.js';

test.each<[string, string[], Version]>([
  ['nothing was executed', [], 'empty'],
  ['all was executed', ['A', 'B', 'C'], 'this'],
  ['the last is missing', ['A', 'B'], 'older'],
  ['one in the middle is missing', ['A', 'C'], 'older'],
  ['there is one more', ['A', 'B', 'C', 'D'], 'newer'],
  ['another one is in its place', ['A', 'B', 'X'], 'newer'],
  ['the log had no schema of its own', ['Migration0001EventStore', 'Migration0002Access'], 'early'],
])('%s', (_name, executed, version) => expect(versionOf(['A', 'B', 'C'], executed)).toBe(version));

/** As the first migrations of an early version were named, up to the last of that time. */
const EARLY = [
  'Migration0001EventStore',
  'Migration0002Access',
  'Migration0003EmailClaims',
  'Migration0007History',
  'Migration0036AddressPartsApart',
];

describe('a database', () => {
  let db: TestDatabase;
  beforeEach(async () => void (db = await createTestDatabase()));
  afterEach(() => db.drop());

  const shape = async () => {
    const { rows } = await db.pool.query(
      `select (select count(*) from pg_class) as things, (select array_agg(name order by name) from migration) as executed`,
    );
    return rows[0] as unknown;
  };

  test('of this version is not changed', async () => {
    const before = await shape();
    await migrate(db.pool);
    expect(await shape()).toEqual(before);
  });

  test('of an older version is refused without writing', async () => {
    await db.pool.query(`delete from migration where name = (select max(name) from migration)`);
    await db.pool.query('drop table worker');
    const before = await shape();
    await expect(migrate(db.pool)).rejects.toThrow(/^The database was made by an older version.*new, empty database/s);
    await expect(migrate(db.pool, newDatabase('/data/postgres'))).rejects.toThrow(
      /Move the folder \/data\/postgres away/,
    );
    expect(await shape()).toEqual(before);
  });

  test('of a version that is not known is refused, and nothing is written', async () => {
    await db.pool.query(`insert into migration (name) values ('Migration9999Later')`);
    const before = await shape();
    await expect(migrate(db.pool)).rejects.toThrow(/^The database was made by a version of the portal that this one/);
    expect(await shape()).toEqual(before);
  });

  test('of an early version, whose log has no schema, is refused without writing, and the message says what to do', async () => {
    await db.pool.query('drop schema log cascade; create table event (position bigint); insert into event values (1)');
    await db.pool.query('truncate migration');
    await db.pool.query('insert into migration (name) select unnest($1::text[])', [EARLY]);
    const before = await shape();
    await expect(migrate(db.pool)).rejects.toThrow(
      'The database was made by an early version of the portal, whose migrations this one does not have, and is not ' +
        'changed: there is no upgrade. Set DATABASE_URL to a new, empty database.',
    );
    await expect(migrate(db.pool, newDatabase('/data/postgres'))).rejects.toThrow(
      /early version.*there is no upgrade\. Move the folder \/data\/postgres away, or delete it/,
    );
    expect(await shape()).toEqual(before);
  });

  test('whose first migration was interrupted counts as empty, and gets its tables at the next start', async () => {
    await db.pool.query('drop schema public, log cascade; create schema public');
    // The last migration of all, or nearly: what comes before it must not stay.
    await db.pool.query('create table worker ()');
    await expect(migrate(db.pool)).rejects.toThrow(/worker/);
    const { rows } = await db.pool.query(
      `select relname from pg_class where relnamespace in (select oid from pg_namespace where nspname in ('public', 'log')) and relkind = 'r'`,
    );
    expect(rows.map(({ relname }) => relname as string).sort()).toEqual(['migration', 'worker']);
    await db.pool.query('drop table worker');
    await migrate(db.pool);
    expect((await db.pool.query('select count(*)::integer as events from log.event')).rows).toEqual([{ events: 0 }]);
  });
});
