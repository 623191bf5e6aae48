import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { NO_STREAM, PostgresEventStore } from '../event-store/index.js';
import { migrate, newDatabase, prepareDatabase } from './index.js';
import { versionOf, type Version } from './version.js';

test.each<[string, string[], Version]>([
  ['nothing was executed', [], 'empty'],
  ['all was executed', ['A', 'B', 'C'], 'this'],
  ['the last is missing', ['A', 'B'], 'older'],
  ['one in the middle is missing', ['A', 'C'], 'newer'],
  ['the order is another', ['B', 'A', 'C'], 'newer'],
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

/** Takes back what the migrations since 0008 made. */
const BEFORE_0009 = `
  drop function log.add_moved;
  drop table log.event_log;
  drop function log.append_events;
  alter function log.append_to_table rename to append_events;
  alter table email_claim drop column revision;
  alter table member drop column revision;
  drop index import_from_group;
  drop table removal, removal_item, portal_user_setting, decided_person, export_slot, left_out_person;
  drop index import_by_time, import_of_team_by_time, import_of_group_by_time, import_by_status_and_time;
  drop index import_by_actor_and_time, import_with_rejected_by_time;
  create index import_newest_by_status on import_summary (reseller_id, status, position desc);
  create index import_newest_with_rejected on import_summary (reseller_id, position desc) where rejected > 0;
  drop index history_of_team, history_of_team_and_people, history_of_left_team, history_of_account;
  alter table history drop column account_id, drop column from_team_id, drop column timeline;
  drop table member_interval, import_source, import_sum;
  drop index history_of_people, connection_log_by_type;
  alter table roster drop column facets, drop column sites;
  drop index roster_person_by_reason, roster_person_unusual, roster_expired;
  drop index roster_person_by_verdict, roster_person_by_email, roster_person_by_site;
  drop table run, run_pair;
  alter table roster drop column held_by;
  alter table roster drop column reload_of, drop column replaced_by, drop column reloaded;
  alter table roster_person drop column since, drop column was;
  drop table roster_gone;
  delete from migration where name > 'Migration0009'`;

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

  test('of an earlier version is upgraded, with its events', async () => {
    const store = new PostgresEventStore(db.portalPool);
    const metadata = { resellerId: '', actor: { id: '', role: 'system' }, correlationId: '' } as const;
    const event = { id: randomUUID(), type: 'Happened', data: {}, metadata };
    const { position } = await store.append('before', NO_STREAM, [event]);
    await db.pool.query(BEFORE_0009);
    await prepareDatabase(db.portalPool, db.ownerUrl);
    expect(await store.readAll('', 10)).toMatchObject([{ id: event.id, position }]);
    await store.append('before', 0, [{ ...event, id: randomUUID() }]);
    await store.close();
    const after = await shape();
    await migrate(db.pool);
    expect(await shape()).toEqual(after);
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
