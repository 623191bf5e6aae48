import { randomUUID } from 'node:crypto';
import { projections } from '../../src/app.js';
import { rebuild, type EventStore } from '../../src/event-store/index.js';
import { ImportRequests } from '../../src/modules/imports/import-users/import-requests.js';
import { ImportUsersWork } from '../../src/modules/imports/import-users/import-users.work.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, type OpenedLog } from '../support/logs.js';
import { EVERY, FIRST } from './cuts.js';
import { Died, Dying, type Fate } from './dying.js';
import { expectImportsSound } from './invariants.js';

/** Just more than goes into one decision and one append. */
const PEOPLE = 530;
const RESELLER = randomUUID();

let db: TestDatabase;
let log: OpenedLog;
let store: EventStore;
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.pool);
  store = log.store;
  for (let i = 9; i < PEOPLE; i += 100) await addByHand(randomUUID(), randomUUID(), `taken.${i}@elsewhere.example`);
});
afterAll(async () => {
  await log.close();
  await db.drop();
});

describe('between each two calls of the import protocol', () => {
  const imports = new Map<string, string>();

  test.each<[Fate, string, (id: string) => Promise<void>]>([
    ['dies after', 'and another goes on', async () => undefined],
    ['sleeps before', 'while another does it all, then wakes up', async () => undefined],
    ['dies after', 'and it is cancelled before another goes on', cancel],
    ['sleeps before', 'while another is told to cancel, then wakes up', cancel],
  ])('a process %s one %s', async (fate, then, meanwhile) => {
    const before = imports.size;
    for (let at = FIRST, met: string | undefined = ''; met !== undefined; at += EVERY) {
      const id = await requestedImport();
      met = await meet(fate, at, id, meanwhile);
      imports.set(id, `${fate} call ${at} (${met}) ${then}`);
    }
    expect(imports.size - before).toBeGreaterThan(30 / EVERY);
  });

  test('no account is missing, duplicated or incomplete', async () => {
    await rebuild(
      db.pool,
      store,
      projections.filter(({ name }) => ['members', 'imports'].includes(name)),
    );
    await expectImportsSound(db.pool, imports);
  });
});

/** @returns the call at which the process met its fate; undefined when it came to its end before */
async function meet(fate: Fate, at: number, id: string, before: (id: string) => Promise<void>) {
  const goOn = async () => {
    await before(id);
    await work(db.pool, store).step(id, new AbortController().signal);
  };
  const dying = new Dying(fate, at, goOn);
  const step = work(dying.pool(db.pool), dying.store(store)).step(id, new AbortController().signal);
  await step.catch((error: unknown) => {
    const lostWhileAsleep = fate === 'sleeps before' && dying.met !== undefined;
    if (!(error instanceof Died) && !lostWhileAsleep) throw error;
  });
  await goOn();
  return dying.met;
}

function work(pool: TestDatabase['pool'], events: EventStore): ImportUsersWork {
  return new ImportUsersWork(pool, events, new ImportRequests(pool));
}

async function cancel(id: string): Promise<void> {
  await new ImportRequests(db.pool).cancel(RESELLER, id);
}

/** A list with a person of each kind, ticked as far as possible, whose import has been requested. */
async function requestedImport(): Promise<string> {
  const [id, team, account] = [randomUUID(), randomUUID(), randomUUID()];
  await db.pool.query(
    `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version, status, received,
       import_requested_at, import_metadata)
     values ($1, $2, $3, 'client', 12, 'A client', $4, $1, 'loaded', $5, now(), $4)`,
    [id, RESELLER, team, METADATA, PEOPLE],
  );
  await db.pool.query(
    `insert into roster_person (roster_id, halo_id, name, name_key, email, email_key, site, inactive, service_account, general_user, problem, ticked)
     select $1::uuid, 1000 + i, 'Person ' || i, 'person ' || i, address, lower(address), 'Main', false, false, false, problem,
       problem is null and i % 100 <> 0
     from generate_series(1, $2::int) i, lateral (select
       case when i % 100 = 7 then 'no-email' when i % 100 = 8 then 'duplicate-in-list' end as problem,
       case when i % 100 = 9 then 'Taken.' || i || '@elsewhere.example'
         when i % 100 <> 7 then 'Person.' || i || '@' || $1::uuid || '.example' end as address) made`,
    [id, PEOPLE],
  );
  await addByHand(account, team, `person.11@${id}.example`);
  return id;
}

const METADATA = { resellerId: RESELLER, actor: { id: 'somebody', role: 'admin' }, correlationId: 'test' } as const;

async function addByHand(accountId: string, teamId: string, email: string): Promise<void> {
  await db.pool.query('insert into email_claim values ($1, $2, $3, $4)', [email, accountId, teamId, RESELLER]);
  const data = { accountId, teamId, person: { name: 'Somebody', email } };
  await store.append(`account-${accountId}`, -1, [{ id: randomUUID(), type: 'UserAdded', data, metadata: METADATA }]);
}
