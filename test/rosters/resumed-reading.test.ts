import { randomUUID } from 'node:crypto';
import { Outbox, type EventStore } from '../../src/event-store/index.js';
import type { CredentialStore } from '../../src/modules/credentials/index.js';
import { HaloError, type HaloConnector, type UsersPage } from '../../src/modules/halo-connector/index.js';
import { LoadEnds } from '../../src/modules/rosters/load/load-ends.js';
import { LoadUsersWork } from '../../src/modules/rosters/load/load-users.work.js';
import { Rosters } from '../../src/modules/rosters/rosters.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { logOf } from '../support/logs.js';
import { pageOf } from './page-of.js';

let db: TestDatabase;
let events: EventStore;
beforeAll(async () => {
  db = await createTestDatabase();
  events = await logOf(db.pool);
});
afterAll(async () => {
  await events.close();
  await db.drop();
});

/** Two readings of three pages and the empty one behind them. */
const CALLS = 8;

/** 25 people in pages of ten, the first of them removed after page 1 was read the first time: number 11 moves up into it. */
function movingHalo() {
  let asked = 0;
  let left = 25;
  const page = (pageNo: number): UsersPage => {
    const first = 26 - left + (pageNo - 1) * 10;
    const came = pageOf(first, Math.max(0, Math.min(10, 26 - first)), left);
    if (pageNo === 1) left = 24;
    return came.rows > 0 ? came : { ...came, announced: 0 };
  };
  return { asked: () => asked, page: (pageNo: number) => ((asked += 1), page(pageNo)) };
}

class Killed extends Error {}

/** A process that dies at a call to HaloPSA. Only its rows in the database remain. */
function process(page: (pageNo: number) => UsersPage, dies: () => boolean) {
  const halo = {
    usersPage: async (_credentials: unknown, _group: unknown, pageNo: number) => {
      if (dies()) throw new Killed();
      return page(pageNo);
    },
  } as unknown as HaloConnector;
  const version = (id: string) => ({ version: id, credentials: {} });
  const credentials = { forReseller: async (id: string) => version(id) } as unknown as CredentialStore;
  const ends = new LoadEnds(new Outbox(db.pool, events));
  return new LoadUsersWork(db.pool, new Rosters(db.pool), credentials, halo, ends);
}

/** A load whose credentials have the version of its reseller's id. */
async function begunLoad(): Promise<string> {
  const resellerId = randomUUID();
  await db.pool.query(
    `insert into halo_credentials (reseller_id, base_url, client_id, sealed_secret, fingerprint, stored_at, stored_by, version)
     values ($1, 'https://halo.example', 'client', '{}', '', now(), 'an admin', $1)`,
    [resellerId],
  );
  const metadata = { resellerId, actor: { id: randomUUID(), role: 'admin' }, correlationId: 'test' } as const;
  const acme = { kind: 'client', id: 9, name: 'Acme' } as const;
  return String(await new Rosters(db.pool).begin(randomUUID(), acme, resellerId, metadata));
}

const signal = new AbortController().signal;
const rosterOf = async (id: string) => new Rosters(db.pool).byId(id);
const idsOf = async (id: string) =>
  (await db.pool.query('select halo_id::int from roster_person where roster_id = $1 order by halo_id', [id])).rows.map(
    ({ halo_id }) => halo_id,
  );
const EVERYBODY = Array.from({ length: 25 }, (_, i) => i + 1);

test('a list that moved is read twice, and includes number 11', async () => {
  const halo = movingHalo();
  const id = await begunLoad();
  await process(halo.page, () => false).step(id, signal);
  expect(await idsOf(id)).toEqual(EVERYBODY);
  expect(await rosterOf(id)).toMatchObject({ status: 'loaded', received: 25, unsure: false, reading: { n: 2 } });
  expect(halo.asked()).toBe(CALLS);
});

test.each(Array.from({ length: CALLS }, (_, i) => i + 1))(
  'a load killed at call %d continues in the same reading, and lists each person once',
  async (fatal) => {
    const halo = movingHalo();
    const id = await begunLoad();
    let calls = 0;
    await expect(process(halo.page, () => ++calls === fatal).step(id, signal)).rejects.toThrow(Killed);
    const killed = await rosterOf(id);
    expect(killed).toMatchObject({ status: 'loading', reading: { n: fatal > 4 ? 2 : 1 } });
    await process(halo.page, () => false).step(id, signal);
    expect(await idsOf(id)).toEqual(EVERYBODY);
    expect(await rosterOf(id)).toMatchObject({ status: 'loaded', received: 25, unsure: false, reading: { n: 2 } });
  },
);

test('a row that is read again does not change, nor does its tick', async () => {
  const halo = movingHalo();
  const id = await begunLoad();
  let calls = 0;
  await expect(process(halo.page, () => ++calls === 5).step(id, signal)).rejects.toThrow(Killed);
  await db.pool.query('update roster_person set ticked = true where roster_id = $1 and halo_id in (1, 12, 23)', [id]);
  await process(halo.page, () => false).step(id, signal);
  const { rows } = await db.pool.query('select halo_id::int from roster_person where roster_id = $1 and ticked', [id]);
  expect(rows.map(({ halo_id }) => halo_id).sort((a, b) => a - b)).toEqual([1, 12, 23]);
  expect((await rosterOf(id))?.counts).toMatchObject({ listed: 25, ticked: 3 });
});

test('a web page on page 1 of a later reading means maintenance, and is waited out', async () => {
  const halo = movingHalo();
  const id = await begunLoad();
  let calls = 0;
  const page = (pageNo: number) => {
    if (++calls === 5) throw new HaloError('not-halopsa', { webPage: true });
    return halo.page(pageNo);
  };
  await process(page, () => false).step(id, signal);
  expect(await rosterOf(id)).toMatchObject({ status: 'loading', fault: 'maintenance', nextPage: 1, reading: { n: 2 } });
  await db.pool.query('update roster set not_before = null where id = $1', [id]);
  await process(page, () => false).step(id, signal);
  expect(await rosterOf(id)).toMatchObject({ status: 'loaded', received: 25 });
});
