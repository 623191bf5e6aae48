import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { Outbox, type EventStore } from '../../src/event-store/index.js';
import type { Jobs } from '../../src/jobs/index.js';
import type { CredentialStore } from '../../src/modules/credentials/index.js';
import type { HaloConnector, UsersPage } from '../../src/modules/halo-connector/index.js';
import { LoadControl } from '../../src/modules/rosters/load/load-control.js';
import { LoadEnds } from '../../src/modules/rosters/load/load-ends.js';
import { LoadUsersWork } from '../../src/modules/rosters/load/load-users.work.js';
import { Rosters } from '../../src/modules/rosters/rosters.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, eventsOf, type OpenedLog } from '../support/logs.js';
import { cutAtEachCall, type Attempt } from './cuts.js';
import type { Fate } from './dying.js';

/** In pages of four, the last one short. */
const PEOPLE = 11;
const PAGE = 4;

let db: TestDatabase;
let log: OpenedLog;
let store: EventStore;
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.pool);
  store = log.store;
});
afterAll(async () => {
  await log.close();
  await db.drop();
});

describe('between each two calls of a load', () => {
  test.each<[Fate, string, (load: Load) => Promise<void>]>([
    ['dies after', 'and another goes on', goOn],
    ['sleeps before', 'while another does it all, then wakes up', goOn],
    ['dies after', 'and it is stopped, and told to go on', stopAndGoOn],
    ['sleeps before', 'while it is stopped and goes on elsewhere, then wakes up', stopAndGoOn],
    ['dies after', 'and the credentials are replaced before another goes on', replaceAndGoOn],
    ['sleeps before', 'while the credentials are replaced, then wakes up', replaceAndGoOn],
  ])('a process %s one %s', async (fate, _then, meanwhile) => {
    expect(await cutAtEachCall(fate, () => attempt(meanwhile))).toBeGreaterThan(15);
  });
});

interface Load {
  readonly id: string;
  readonly resellerId: string;
  readonly version: string;
  readonly parts: ReturnType<typeof partsOf>;
}

async function attempt(meanwhile: (load: Load) => Promise<void>): Promise<Attempt> {
  const load = await begunLoad();
  return {
    act: (dying) => step(load.id, partsOf(dying.pool(db.pool), dying.store(store), dying.halo(HALO))),
    meanwhile: () => meanwhile(load),
    judge: async () => {
      await goOn(load);
      await load.parts.outbox.deliverAll();
      await expectWholeOrNot(load);
    },
  };
}

function partsOf(pool: pg.Pool, events: EventStore, halo: HaloConnector) {
  const outbox = new Outbox(pool, events);
  const ends = new LoadEnds(outbox);
  const rosters = new Rosters(pool);
  const credentials = {
    forReseller: async (resellerId: string) => {
      const { rows } = await pool.query(
        'select version, version as "clientId" from halo_credentials where reseller_id = $1',
        [resellerId],
      );
      return rows[0] && { version: rows[0].version, credentials: rows[0] };
    },
    connectionOf: async (resellerId: string) =>
      (await pool.query('select version from halo_credentials where reseller_id = $1', [resellerId])).rows[0],
  } as unknown as CredentialStore;
  const jobs = { wake: async () => undefined } as unknown as Jobs;
  const work = new LoadUsersWork(pool, rosters, credentials, halo, ends);
  return { outbox, rosters, work, control: new LoadControl(pool, credentials, ends, jobs) };
}

/** The people's names contain the credentials that the request was made with. */
const HALO = {
  usersPage: async ({ clientId }: { clientId: string }, _group: unknown, pageNo: number): Promise<UsersPage> => {
    const ids = Array.from({ length: PEOPLE }, (_, i) => i + 1).slice((pageNo - 1) * PAGE, pageNo * PAGE);
    const flags = { inactive: false, serviceAccount: false, generalUser: false, technician: false, prospect: false };
    const plain = { siteName: null, ...flags };
    const people = ids.map((haloId) => ({ haloId, name: clientId, email: `p${haloId}@x.example`, ...plain }));
    return {
      people,
      ids,
      announced: ids.length > 0 ? PEOPLE : 0,
      rows: ids.length,
      unusable: 0,
      withoutClient: [],
      addressesOnly: 0,
    };
  },
} as unknown as HaloConnector;

const step = (id: string, { work }: ReturnType<typeof partsOf>) => work.step(id, new AbortController().signal);

async function goOn({ id, parts }: Load): Promise<void> {
  await step(id, parts);
}

async function stopAndGoOn(load: Load): Promise<void> {
  const { id, parts } = load;
  const roster = await parts.rosters.byId(id);
  if (roster?.status === 'loading') await parts.control.stop(roster, roster.metadata);
  const stopped = await parts.rosters.byId(id);
  if (stopped?.status === 'failed') await parts.control.goOn(stopped, stopped.metadata);
  await goOn(load);
}

async function replaceAndGoOn(load: Load): Promise<void> {
  await db.pool.query('update halo_credentials set version = $2 where reseller_id = $1', [
    load.resellerId,
    randomUUID(),
  ]);
  await goOn(load);
}

async function begunLoad(): Promise<Load> {
  const [resellerId, version] = [randomUUID(), randomUUID()];
  const parts = partsOf(db.pool, store, HALO);
  const metadata = { resellerId, actor: { id: randomUUID(), role: 'admin' }, correlationId: 'test' } as const;
  await db.pool.query(
    `insert into halo_credentials (reseller_id, base_url, client_id, sealed_secret, fingerprint, stored_at, stored_by, version)
     values ($1, 'https://halo.example', 'client', '{}', '', now(), 'somebody', $2)`,
    [resellerId, version],
  );
  const id = await parts.rosters.begin(randomUUID(), { kind: 'client', id: 12, name: 'A client' }, version, metadata);
  if (id === undefined) throw new Error('It has other lists than this.');
  return { id, resellerId, version, parts };
}

/** Loaded with each person once, or failed because the credentials changed; one event says which; no person is from other credentials. */
async function expectWholeOrNot({ id, resellerId, version }: Load): Promise<void> {
  const { rows } = await db.pool.query(
    `select status, fault, received, next_page,
       (select count(*)::int from roster_person where roster_id = id) as people,
       (select count(*)::int from roster_person where roster_id = id and name <> $2) as strangers
     from roster where id = $1`,
    [id, version],
  );
  const { status, people, strangers, received, ...roster } = rows[0];
  const log = (await eventsOf(store, { stream: `halo-connection-${resellerId}` })).map(({ type, data }) =>
    [type, (data as { reason?: string }).reason].filter(Boolean).join(' '),
  );
  expect({ strangers, received }).toEqual({ strangers: 0, received: people });
  const stopped = log.filter((entry) => entry === 'UsersNotLoaded cancelled');
  expect(stopped.length).toBeLessThanOrEqual(1);
  if (status === 'loaded') {
    expect({ people, next: roster.next_page }).toEqual({ people: PEOPLE, next: Math.ceil(PEOPLE / PAGE) + 2 });
    expect(log).toEqual([...stopped, 'UsersLoaded']);
  } else {
    expect({ status, fault: roster.fault, log }).toEqual({
      status: 'failed',
      fault: 'credentials-removed',
      log: ['UsersNotLoaded credentials-removed'],
    });
  }
}
