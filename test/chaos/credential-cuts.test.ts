import { ConnectionWriter } from '../../src/modules/credentials/connection-writer.js';
import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { Outbox, type EventStore } from '../../src/event-store/index.js';
import { CredentialStore, GroupSnapshots } from '../../src/modules/credentials/index.js';
import { parseKeyring } from '../../src/modules/credentials/sealing/keyring.js';
import { Secret, type GroupList } from '../../src/modules/halo-connector/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, type OpenedLog } from '../support/logs.js';
import { cutAtEachCall } from './cuts.js';
import type { Fate } from './dying.js';
import { expectCredentialsAsLogged } from './invariants.js';

let db: TestDatabase;
let log: OpenedLog;
let store: EventStore;
let outbox: Outbox;
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.pool);
  store = log.store;
  outbox = new Outbox(db.pool, store);
});
afterAll(async () => {
  await log.close();
  await db.drop();
});

const keyring = parseKeyring(JSON.stringify({ test: randomBytes(32).toString('base64') }), 'SECRETS_KEYRING');
const GROUPS: GroupList = {
  groups: [{ kind: 'client', id: 1, name: 'One', topLevel: null, inactive: false }],
  announced: 1,
  unusable: 0,
  unsure: false,
  listsFault: null,
};

/** Everything that changes a reseller's credentials, by a process of its own. */
function hands(pool: pg.Pool, events: EventStore, resellerId: string) {
  // Only what reads asks the ORM.
  const connection = new ConnectionWriter(pool, new Outbox(pool, events));
  const credentials = new CredentialStore({} as EntityManager, connection, keyring);
  const snapshots = new GroupSnapshots(pool, connection);
  const metadata = { resellerId, actor: { id: 'somebody', role: 'admin' }, correlationId: 'test' } as const;
  const use = { teamId: randomUUID(), metadata };
  const typed = (secret: string) => ({
    ...{ baseUrl: 'https://halo.example', tenantId: null, clientId: 'client' },
    clientSecret: Secret.of(secret),
  });
  return {
    store: (secret: string) => credentials.store(typed(secret), GROUPS, use),
    keepGroups: (version: string) => snapshots.keep(version, GROUPS, use),
    remove: () => credentials.remove(metadata),
  };
}
type Hands = ReturnType<typeof hands>;

const ACTS: Readonly<Record<string, { act: (by: Hands, version: string) => Promise<unknown>; done: string }>> = {
  'stored in place of others': { act: (by) => by.store('the new secret'), done: 'HaloCredentialsStored' },
  'used to load groups': { act: (by, version) => by.keepGroups(version), done: 'GroupsLoaded' },
  removed: { act: (by) => by.remove(), done: 'HaloCredentialsRemoved' },
};
const MEANWHILE: Readonly<Record<string, (by: Hands) => Promise<unknown>>> = {
  'nobody else does anything': async () => undefined,
  'another stores others': (by) => by.store('the secret of another'),
  'another removes them': (by) => by.remove(),
};
const table = (['dies after', 'sleeps before'] satisfies Fate[]).flatMap((fate) =>
  Object.keys(ACTS).flatMap((act) => Object.keys(MEANWHILE).map((meanwhile) => [fate, act, meanwhile] as const)),
);

test.each(table)('a process %s each call while credentials are %s, and %s', async (fate, what, then) => {
  const { act, done } = ACTS[what] as (typeof ACTS)[string];
  const calls = await cutAtEachCall(fate, async () => {
    const resellerId = randomUUID();
    const living = hands(db.pool, store, resellerId);
    await living.store('the first secret');
    const version = await versionOf(resellerId);
    const before = (await typesOf(resellerId)).length;
    return {
      act: (dying) => act(hands(dying.pool(db.pool), dying.store(store), resellerId), version),
      meanwhile: async () => void (await MEANWHILE[then]?.(living)),
      judge: async (answered) => {
        await outbox.deliverAll();
        const log = (await typesOf(resellerId)).slice(before);
        // Where others removed them first there was nothing left to remove.
        if (answered && then !== 'another removes them') expect(log).toContain(done);
        expect(log.filter((type) => type === 'HaloCredentialsStored').length).toBeLessThanOrEqual(2);
        await expectCredentialsAsLogged(db.pool);
      },
    };
  });
  expect(calls).toBeGreaterThan(6);
});

async function versionOf(resellerId: string): Promise<string> {
  const { rows } = await db.pool.query<{ version: string }>(
    'select version from halo_credentials where reseller_id = $1',
    [resellerId],
  );
  return rows[0]?.version ?? '';
}

async function typesOf(resellerId: string): Promise<string[]> {
  return (await store.readStream(`halo-connection-${resellerId}`)).map(({ type }) => type);
}
