import { finishRoster } from '../../src/modules/rosters/load/finish-roster.js';
import { ImportPreview } from '../../src/modules/imports/import-users/import-preview.js';
import { expireLists } from '../../src/modules/rosters/expire.js';
import { randomUUID } from 'node:crypto';
import type { Roster } from '../../src/modules/rosters/roster.js';
import { inTransaction } from '../../src/database/index.js';
import { EventStore, NO_STREAM, Outbox, type EventMetadata } from '../../src/event-store/index.js';
import { ConnectionWriter } from '../../src/modules/credentials/connection-writer.js';
import { GroupSnapshots, replaceGroups } from '../../src/modules/credentials/group-snapshot.js';
import { replaceSites, SiteSnapshots } from '../../src/modules/credentials/site-snapshot.js';
import { ImportPeople } from '../../src/modules/history/imports/import-people.js';
import { importsProjection } from '../../src/modules/history/imports/imports-projection.js';
import { decideItems } from '../../src/modules/imports/import-users/decide-items.js';
import { prepareItems } from '../../src/modules/imports/import-users/prepare.js';
import { keepAddress, sharingAddress } from '../../src/modules/rosters/people/keep-address.js';
import { FIRST_PAGE, SORTS } from '../../src/modules/rosters/people/row-query.js';
import { LookAgain } from '../../src/modules/rosters/look-again.js';
import { RosterPeople } from '../../src/modules/rosters/people/roster-people.js';
import { Rosters } from '../../src/modules/rosters/rosters.js';
import { savePages } from '../../src/modules/rosters/load/save-pages.js';
import { Ticks } from '../../src/modules/rosters/ticks/ticks.js';
import { Members } from '../../src/modules/teams/members/members.js';
import type { TestDatabase } from '../support/database.js';
import { logOf } from '../support/logs.js';
import { createLivedInDatabase } from '../support/lived-in.js';
import { expectTouched, explaining, type Planned } from '../support/plans.js';
import { pageOf } from './page-of.js';

/*
 * A list that comes into a database that has seen others. No number here is a time: each statement of the portal is run under EXPLAIN
 * ANALYZE, and what counts is how many rows and blocks it had to touch.
 */
const PEOPLE = 2_500;
const SAVED_TOGETHER = 500;
/** What a statement over the whole list may touch for each person: a few passes, and a look into the index of claims. */
const OF_A_PERSON = 24;
/** What a page of a hundred people may touch, however long the list. */
const OF_A_PAGE = 1_000;
/** What one row may, with a table of forty rows that is not worth its index. */
const OF_A_ROW = 60;

/** What the planner expects of a list it has not seen depends on those it has seen. */
const EXPECTED = [
  ['no row', { lists: 40, people: 250, teams: 20 }],
  ['fifty rows', { lists: 200, people: 50, teams: 200 }],
] as const;

describe.each(EXPECTED)('where the planner expects %s of a new list', (_rows, others) => {
  let db: TestDatabase;
  let log: EventStore;
  let roster: Roster;
  const seen: Planned[] = [];
  const metadata: EventMetadata = {
    resellerId: randomUUID(),
    actor: { id: randomUUID(), role: 'admin' },
    correlationId: 'test',
  };
  const teamId = randomUUID();

  beforeAll(async () => {
    db = await createLivedInDatabase(others);
    log = await logOf(db.pool);
    const version = randomUUID();
    await db.pool.query(
      `insert into halo_credentials (reseller_id, base_url, client_id, sealed_secret, fingerprint, stored_at, stored_by, version)
     values ($1, 'https://halo.example', 'id', '{}', '', now(), '', $2)`,
      [metadata.resellerId, version],
    );
    const group = { kind: 'client', id: 1, name: 'New' } as const;
    const id = await new Rosters(db.pool).begin(teamId, group, version, metadata);
    roster = await reread(id);
    // Every tenth has an account, every other tenth an address that comes again.
    await db.pool.query(
      `insert into email_claim select n || '@new.example', gen_random_uuid(), $2, $2 from generate_series(1, $1, 10) n`,
      [PEOPLE, randomUUID()],
    );
  });
  afterAll(() => db.drop());
  beforeEach(() => void seen.splice(0));

  const reread = async (id = roster.id) => (await new Rosters(db.pool).byId(id)) as Roster;

  const expectAtMost = (most: number) => expectTouched(seen, most);
  const watched = () => explaining(db.pool, seen);
  const connection = () => {
    return new ConnectionWriter(watched(), new Outbox(watched(), log));
  };

  test('a page of people is saved without reading the pages before', async () => {
    for (let first = 1; first <= PEOPLE; first += SAVED_TOGETHER) {
      const from = (first - 1) / SAVED_TOGETHER + 1;
      const saved = await inTransaction(watched(), (tx) =>
        savePages(tx, roster, from, [pageOf(first, SAVED_TOGETHER, PEOPLE)]),
      );
      expect(saved.outcome).toBe('more');
    }
    expectAtMost(SAVED_TOGETHER * OF_A_PERSON);
  });

  test('the end of a load takes a few passes over the list', async () => {
    await inTransaction(watched(), (tx) => finishRoster(tx, roster));
    await db.pool.query(`update roster set status = 'loaded' where id = $1`, [roster.id]);
    expectAtMost(PEOPLE * OF_A_PERSON);
    roster = await reread();
    expect(roster.counts).toMatchObject({
      listed: 2_500,
      importable: 2_000,
      selectAll: 2_000,
      blocked: 500,
      ticked: 0,
    });
    expect(roster.counts.facets).toMatchObject({
      'duplicate-in-list': [250, 0, 0],
      'already-has-account': [250, 0, 0],
    });
  });

  test.each(['all', 'importable', 'blocked', 'ticked'] as const)(
    'a page of %s people touches a page of rows',
    async (show) => {
      const people = new RosterPeople(watched());
      await people.page(roster, { ...FIRST_PAGE, show });
      if (show !== 'ticked') expectAtMost(OF_A_PAGE);
      const middle = { rows: 1_200, haloId: 1_200 };
      await people.page(roster, { ...FIRST_PAGE, show, after: middle });
      if (show !== 'ticked') expectAtMost(OF_A_PAGE);
    },
  );

  test.each(['no-email', 'duplicate-in-list', 'already-has-account', 'unusual', 'technician'] as const)(
    'a page of people who are %s touches a page of rows',
    async (show) => {
      const people = new RosterPeople(watched());
      const { page } = await people.page(roster, { ...FIRST_PAGE, show });
      expect(page.rows).toHaveLength(['duplicate-in-list', 'already-has-account'].includes(show) ? 100 : 0);
      expectAtMost(OF_A_PAGE);
    },
  );

  test.each(SORTS)('a page of people by %s, and the last one, touches a page of rows', async (by) => {
    const people = new RosterPeople(watched());
    for (const desc of [false, true]) {
      const order = { by, desc };
      const { page } = await people.page(roster, { ...FIRST_PAGE, order, after: { rows: 1_200, haloId: 1_200 } });
      expect(page.rows).toHaveLength(100);
      await people.page(roster, { ...FIRST_PAGE, order, after: 'last' });
      await people.page(roster, { ...FIRST_PAGE, show: 'already-has-account', order });
    }
    // In the filter that has an index of its own, its 250 people are sorted.
    expectAtMost(OF_A_PAGE);
  });

  test('a page of the people of one site reads the list at most once', async () => {
    await db.pool.query(`update roster_person set site = 'Quay' where roster_id = $1 and halo_id % 16 = 0`, [
      roster.id,
    ]);
    const people = new RosterPeople(watched());
    const { page } = await people.page(roster, { ...FIRST_PAGE, site: 'Quay', after: { rows: 1, haloId: 16 } });
    expect(page.range.of).toBe(156);
    // Its people are counted, and the planner may read the list for that, as a search does: once.
    await people.page(roster, { ...FIRST_PAGE, site: 'Quay', order: { by: 'email', desc: true } });
    expectAtMost(2 * PEOPLE);
  });

  test('ticks of a page touch that page', async () => {
    const ids = Array.from({ length: 100 }, (_, i) => 700 + i);
    await new Ticks(watched()).set(roster, ids, new Set(ids.filter((id) => id % 10 !== 1 && id % 10 !== 5)));
    expectAtMost(OF_A_PAGE);
    await new LookAgain(watched(), {} as EventStore, new Rosters(db.pool)).atSome(roster, ids);
    expectAtMost(OF_A_PAGE);
    expect((await reread()).counts.ticked).toBe(80);
  });

  test('a tick touches one person', async () => {
    await new Ticks(watched()).set(roster, [1_702], new Set([1_702]));
    expectAtMost(OF_A_ROW);
  });

  test('a choice between people with one address touches those people', async () => {
    const sharing = await sharingAddress(watched(), roster.id, 1_004);
    expect(sharing).toEqual([1_004, 1_005]);
    await inTransaction(watched(), (tx) => keepAddress(tx, roster.id, sharing, sharing[1] as number));
    await inTransaction(watched(), (tx) => keepAddress(tx, roster.id, sharing, sharing[0] as number));
    expectAtMost(sharing.length * OF_A_ROW);
  });

  test('Select all, Clear and a look at all claims take a few passes over the list', async () => {
    await new Ticks(watched()).clear(roster);
    await new Ticks(watched()).select(roster);
    await new LookAgain(watched(), log, new Rosters(db.pool)).atAll(roster);
    await new ImportPreview(watched()).outcome(roster);
    await new ImportPreview(watched()).unusual(roster);
    expectAtMost(PEOPLE * OF_A_PERSON);
    expect((await reread()).counts.ticked).toBe(2_000);
  });

  test('an import is prepared in a few passes, and a batch of it touches a batch', async () => {
    const request = 'update roster set import_requested_at = now(), import_metadata = load_metadata where id = $1';
    await db.pool.query(request, [roster.id]);
    await inTransaction(watched(), (tx) => prepareItems(tx, roster.id));
    expectAtMost(PEOPLE * OF_A_PERSON);
    seen.splice(0);
    for (let from = 0; from < PEOPLE; from += 500)
      await inTransaction(watched(), (tx) => decideItems(tx, roster.id, from));
    expectAtMost(500 * OF_A_PERSON);
  });

  test('an import in the history is found by its id', async () => {
    const { rows } = await db.pool.query<{ id: string; team: string; last: string }>(
      'select import_id as id, team_id as team, last_position as last from import_summary limit 1',
    );
    const [known] = rows;
    const event = { type: 'UserImported', data: { importId: known?.id, teamId: known?.team }, position: known?.last };
    await inTransaction(watched(), (tx) => importsProjection.apply(tx, [event as never]));
    expectAtMost(OF_A_ROW);
  });

  test('lists that expire are forgotten one by one', async () => {
    await db.pool.query(
      `update roster set used_at = now() - interval '2 hours', import_ended_at = now() - interval '2 hours' where id = $1`,
      [roster.id],
    );
    await expireLists(watched(), 1);
    expect((await reread()).status).toBe('expired');
    expectAtMost(PEOPLE * 3);
  });

  test('groups are replaced and found without a look at those of other resellers', async () => {
    await db.pool.query(
      `with other as (select gen_random_uuid() as reseller_id, n from generate_series(1, 50) n),
         stored as (insert into halo_credentials (reseller_id, base_url, client_id, sealed_secret, fingerprint, stored_at, stored_by, version)
           select reseller_id, 'https://halo.example', 'id', '{}', '', now(), '', gen_random_uuid() from other returning reseller_id, version),
         loaded as (insert into halo_group_snapshot (reseller_id, credentials_version, loaded_at, announced)
           select reseller_id, version, now(), 200 from stored returning reseller_id)
       insert into halo_group (reseller_id, kind, id, name, inactive)
       select reseller_id, 'client', n, 'Client ' || n, false from loaded, generate_series(1, 200) n`,
    );
    await db.pool.query('analyze halo_credentials, halo_group_snapshot, halo_group');
    const { rows } = await db.pool.query<{ version: string }>(
      'select version from halo_credentials where reseller_id = $1',
      [metadata.resellerId],
    );
    const groups = Array.from({ length: PEOPLE }, (_, n) => ({
      ...{ kind: 'client' as const, id: n, name: `Group ${n}`, topLevel: null, inactive: false },
    }));
    const counts = { announced: PEOPLE, unusable: 0, unsure: false, listsFault: null };
    const owner = { resellerId: metadata.resellerId, version: rows[0]?.version ?? '' };
    for (let again = 0; again < 2; again++)
      await inTransaction(watched(), (tx) => replaceGroups(tx, owner, { groups, ...counts }));
    const snapshots = new GroupSnapshots(watched(), connection());
    expect((await snapshots.latest(owner.resellerId, 60_000))?.groups).toHaveLength(PEOPLE);
    expectAtMost(PEOPLE * OF_A_PERSON);
    seen.splice(0);
    expect(await snapshots.group(owner.resellerId, 'client', 7)).toMatchObject({ name: 'Group 7' });
    expect(await snapshots.seesClients(owner.resellerId)).toBe(true);
    expectAtMost(OF_A_ROW);
  });

  test('sites are replaced, and a page of them touches a page', async () => {
    await db.pool.query(
      `with loaded as (insert into halo_site_snapshot (reseller_id, client_id, loaded_at, announced, received, unusable, unsure)
         select reseller_id, 7, now(), 200, 200, 0, false from halo_group_snapshot where reseller_id <> $1 returning reseller_id)
       insert into halo_site (reseller_id, client_id, id, name, name_key, inactive)
       select reseller_id, 7, n, 'Site ' || n, 'site ' || n, false from loaded, generate_series(1, 200) n`,
      [metadata.resellerId],
    );
    await db.pool.query('analyze halo_site_snapshot, halo_site');
    const { resellerId } = metadata;
    const { rows } = await db.pool.query('select version from halo_credentials where reseller_id = $1', [resellerId]);
    const owner = { resellerId, clientId: 7, version: String(rows[0]?.version) };
    const sites = Array.from({ length: PEOPLE }, (_, n) => ({
      ...{ id: n + 1, clientId: 7, name: `Site ${n}`, inactive: false },
    }));
    const list = { sites, announced: PEOPLE, unusable: 0, unsure: false };
    for (let again = 0; again < 2; again++) await inTransaction(watched(), (tx) => replaceSites(tx, owner, list));
    expectAtMost(PEOPLE * OF_A_PERSON);
    seen.splice(0);
    const snapshots = new SiteSnapshots(watched(), connection());
    const query = { resellerId, clientId: 7, search: '' };
    const first = await snapshots.page({ ...query, after: null });
    const second = await snapshots.page({ ...query, after: Number(first?.next) });
    expect(first).toMatchObject({ of: PEOPLE, sites: { length: 50 } });
    expect(second?.sites).toHaveLength(50);
    expectAtMost(OF_A_PAGE);
    seen.splice(0);
    expect(await snapshots.group(resellerId, 7, 9)).toMatchObject({ name: 'Group 7, Site 8', clientId: 7 });
    expectAtMost(OF_A_ROW);
  });

  test('delivering an entry of a long outbox touches only that entry', async () => {
    await db.pool.query('analyze log.outbox');
    const outbox = new Outbox(watched(), log);
    const stage = (stream: string) =>
      inTransaction(db.pool, (tx) =>
        outbox.stage(tx, {
          stream,
          expectedRevision: NO_STREAM,
          events: [{ id: randomUUID(), type: 'UserAdded', data: {}, metadata }],
        }),
      );
    const waiting = await Promise.all(Array.from({ length: 500 }, () => stage(`account-${randomUUID()}`)));
    await outbox.deliver(waiting[250] as string);
    expectAtMost(OF_A_ROW);
    seen.splice(0);
    expect(await outbox.deliverAll()).toEqual({ delivered: 499, stuck: 0 });
    // A page of entries is read from all that wait.
    expectAtMost(500 * OF_A_PERSON);
  });

  test('no query plan is kept on a connection, where it would outlive a short table', async () => {
    const client = await db.pool.connect();
    const { rows } = await client.query('select name from pg_prepared_statements');
    client.release();
    expect(rows).toEqual([]);
  });

  test('a page of a Team, and of an import in the history, touches a page of rows', async () => {
    const many = { length: PEOPLE, team: randomUUID(), stream: randomUUID() };
    await db.pool.query(
      `insert into member (account_id, team_id, reseller_id, name, email, name_key, search, added_by, added_at, revision)
     select gen_random_uuid(), $2, $2, 'Person', 'person', 'person ' || n, 'person ' || n, 'admin', now(), 0 from generate_series(1, $1::integer) n`,
      [many.length, many.team],
    );
    await db.pool.query(
      `insert into history (position, reseller_id, stream, revision, type, actor_id, actor_role, recorded_at, person, data)
     select 'new ' || n, $2::uuid, 'import-' || $2, n, 'UserImported', 'admin', 'admin', now(), '{}', '{}' from generate_series(1, $1::integer) n`,
      [many.length, many.stream],
    );
    await db.pool.query(
      `insert into decided_person (import_id, revision, position, rejected, name_key, search)
     select $2::uuid, n, 'new ' || n, n % 50 = 0, 'person ' || n, 'person ' || n from generate_series(1, $1::integer) n`,
      [many.length, many.stream],
    );
    await new Members(watched()).page(many.team, '', undefined);
    const all = { outcome: null, search: '', order: { by: 'when', desc: false }, total: many.length } as const;
    const byName = { by: 'name', desc: true } as const;
    const importPeople = new ImportPeople(watched());
    const { next } = await importPeople.page(many.stream, all, undefined);
    await importPeople.page(many.stream, { ...all, outcome: 'imported' }, next ?? '');
    await importPeople.page(many.stream, { ...all, order: byName }, 'last');
    await importPeople.page(many.stream, { ...all, order: byName, outcome: 'rejected', total: 50 }, undefined);
    expectAtMost(OF_A_PAGE);
    await importPeople.page(many.stream, { ...all, search: 'person', order: byName }, undefined);
    expectAtMost(2 * PEOPLE + OF_A_PAGE);
    // A search counts what it finds, up to 10,000 people: each is read once, and passed on once.
    await new Members(watched()).page(many.team, 'person', undefined);
    expectAtMost(2 * PEOPLE + OF_A_PAGE);
  });
});
