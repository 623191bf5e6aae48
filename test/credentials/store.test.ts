import { ConnectionWriter } from '../../src/modules/credentials/connection-writer.js';
import { randomBytes, randomUUID } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from '../../src/database/index.js';
import { Outbox, ProjectionRunner, rebuild } from '../../src/event-store/index.js';
import type { EventMetadata } from '../../src/event-store/index.js';
import {
  credentialEntities,
  credentialProjections,
  CredentialStore,
  GroupSnapshots,
  parseGroupValue,
  SecretDoesNotOpen,
} from '../../src/modules/credentials/index.js';
import { assertKeysPresent } from '../../src/modules/credentials/sealing/assert-keys-present.js';
import { parseKeyring, type Keyring } from '../../src/modules/credentials/sealing/keyring.js';
import { Secret, type Group, type GroupList, type HaloCredentials } from '../../src/modules/halo-connector/index.js';
import { InterruptedStore } from '../event-store/interrupted-store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { logOf } from '../support/logs.js';
import { PATIENCE_MS } from '../support/patience.js';

/** An event store that is out of reach when a test says so. */
class FlakyStore extends InterruptedStore {
  away = false;

  override beforeAppend = async () => {
    if (this.away) throw new Error('away');
  };
}

let db: TestDatabase;
let orm: MikroORM;
let store: FlakyStore;
let outbox: Outbox;
let connection: ConnectionWriter;
let snapshots: GroupSnapshots;
const [OLD, NEW] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const ring = (keys: object) => parseKeyring(JSON.stringify(keys), 'SECRETS_KEYRING');
const LONG = 600_000;

beforeAll(async () => {
  db = await createTestDatabase();
  orm = await MikroORM.init(ormOptions(db.pool, credentialEntities));
  store = new FlakyStore(await logOf(db.pool));
  outbox = new Outbox(db.pool, store);
  connection = new ConnectionWriter(db.pool, outbox);
  snapshots = new GroupSnapshots(db.pool, connection);
});
afterAll(async () => {
  await store.close();
  await orm.close();
  await db.drop();
});

const credentialStore = (keyring: Keyring = ring({ old: OLD })) => new CredentialStore(orm.em, connection, keyring);

function reseller() {
  const resellerId = randomUUID();
  const metadata: EventMetadata = {
    resellerId,
    actor: { id: randomUUID(), role: 'admin' },
    correlationId: randomUUID(),
  };
  const use = { teamId: randomUUID(), metadata };
  const typesInLog = async () => (await store.readStream(`halo-connection-${resellerId}`)).map(({ type }) => type);
  return { resellerId, metadata, use, typesInLog };
}

const credentials = (secret = 'the-secret'): HaloCredentials => ({
  baseUrl: 'https://acme.halopsa.com',
  tenantId: null,
  clientId: 'client',
  clientSecret: Secret.of(secret),
});
const group = (id: number, name: string, kind: Group['kind'] = 'client'): Group => ({
  kind,
  id,
  name,
  topLevel: null,
  inactive: false,
});

const list = (...groups: readonly Group[]): GroupList => ({
  groups,
  announced: groups.length,
  unusable: 0,
  unsure: false,
  listsFault: null,
});

describe('what is stored', () => {
  test('is read back unchanged, with the person who stored it', async () => {
    const { resellerId, use } = reseller();
    await credentialStore().store({ ...credentials(), signInOrigin: 'https://auth.example.com' }, list(), use);
    const stored = await credentialStore().forReseller(resellerId);
    expect(stored?.storedBy).toBe(use.metadata.actor.id);
    const { clientSecret, party, ...rest } = stored?.credentials ?? credentials('none');
    expect(['acme.halopsa.com', 'auth.example.com', 'a.example'].map((host) => party?.isAcceptedBy(host))).toEqual([
      true,
      true,
      false,
    ]);
    expect(clientSecret.reveal()).toBe('the-secret');
    expect(rest).toEqual({
      ...{ baseUrl: 'https://acme.halopsa.com', tenantId: null, clientId: 'client' },
      signInOrigin: 'https://auth.example.com',
    });
    expect(JSON.stringify(stored)).not.toContain('the-secret');
    expect(await credentialStore().forReseller(randomUUID())).toBeUndefined();
  });

  test('cannot be opened in another row, or after a byte was changed', async () => {
    const [mine, theirs] = [reseller(), reseller()];
    await credentialStore().store(credentials(), list(), mine.use);
    await credentialStore().store(credentials('another'), list(), theirs.use);
    await db.pool.query(
      `update halo_credentials set sealed_secret = (select sealed_secret from halo_credentials where reseller_id = $1)
       where reseller_id = $2`,
      [mine.resellerId, theirs.resellerId],
    );
    await expect(credentialStore().forReseller(theirs.resellerId)).rejects.toThrow(SecretDoesNotOpen);
    await db.pool.query(
      `update halo_credentials set sealed_secret = jsonb_set(sealed_secret, '{ciphertext}', to_jsonb(translate(sealed_secret->>'ciphertext',
         'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'BCDEFGHIJKLMNOPQRSTUVWXYZA') || 'A')) where reseller_id = $1`,
      [mine.resellerId],
    );
    await expect(credentialStore().forReseller(mine.resellerId)).rejects.toThrow(SecretDoesNotOpen);
    await db.pool.query('delete from halo_credentials');
  });

  test('a new key goes first, and the portal does not start without a key that is in use', async () => {
    const { resellerId, use } = reseller();
    await assertKeysPresent(db.pool, ring({ new: NEW }));
    await credentialStore(ring({ old: OLD })).store(credentials(), list(), use);
    const rotated = ring({ new: NEW, old: OLD });
    await assertKeysPresent(db.pool, rotated);
    expect((await credentialStore(rotated).forReseller(resellerId))?.credentials.clientSecret.reveal()).toBe(
      'the-secret',
    );
    await expect(assertKeysPresent(db.pool, ring({ new: NEW }))).rejects.toThrow('SECRETS_KEYRING lacks the key "old"');
    await credentialStore(rotated).store(credentials(), list(), use);
    await assertKeysPresent(db.pool, ring({ new: NEW }));
  });
});

describe('the groups last loaded', () => {
  test('are those of the newest load, in order, and can be looked up', async () => {
    const { resellerId, use } = reseller();
    const store = credentialStore();
    await store.store(credentials(), list(group(1, 'Old')), use);
    const { version = '' } = (await store.connectionOf(resellerId)) ?? {};
    const groups = [
      group(10, 'Group 10'),
      group(2, 'group 2'),
      { ...group(3, 'Ancient'), inactive: true },
      group(3, 'A list', 'list'),
    ];
    await snapshots.keep(version, list(...groups), use);
    const latest = await snapshots.latest(resellerId, LONG);
    expect(latest?.groups.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      ...['client group 2', 'client Group 10', 'client Ancient', 'list A list'],
    ]);
    expect(await snapshots.group(resellerId, 'list', 3)).toEqual({ kind: 'list', id: 3, name: 'A list' });
    expect(await snapshots.group(resellerId, 'client', 1)).toBeUndefined();
    expect(await snapshots.group(resellerId, 'client', 2 ** 70)).toBeUndefined();
    expect(await snapshots.group(randomUUID(), 'list', 3)).toBeUndefined();
  });

  test('groups of replaced or removed credentials are not kept, but their use is recorded', async () => {
    const { resellerId, metadata, use, typesInLog } = reseller();
    const store = credentialStore();
    await store.store(credentials(), list(), use);
    const { version = '' } = (await store.connectionOf(resellerId)) ?? {};
    await store.store(credentials('newer'), list(group(5, 'Five')), use);
    await snapshots.keep(version, list(group(6, 'Six')), use);
    expect((await snapshots.latest(resellerId, LONG))?.groups).toEqual([group(5, 'Five')]);
    await store.remove(metadata);
    await snapshots.keep(version, list(group(6, 'Six')), use);
    expect(await snapshots.latest(resellerId, LONG)).toBeUndefined();
    const [stored, loaded] = ['HaloCredentialsStored', 'GroupsLoaded'];
    expect(await typesInLog()).toEqual([stored, loaded, stored, loaded, loaded, 'HaloCredentialsRemoved', loaded]);
  });

  test('concurrent stores and loads leave one complete answer', async () => {
    const { resellerId, use, typesInLog } = reseller();
    const store = credentialStore();
    await store.store(credentials(), list(), use);
    const { version = '' } = (await store.connectionOf(resellerId)) ?? {};
    const answer = (n: number) => list(...Array.from({ length: 50 }, (_, i) => group(i + 1, `Answer ${n}`)));
    const all = Array.from({ length: 12 }, (_, n) =>
      n % 2 ? store.store(credentials(`secret ${n}`), answer(n), use) : snapshots.keep(version, answer(n), use),
    );
    await Promise.all(all);
    const { groups = [] } = (await snapshots.latest(resellerId, LONG)) ?? {};
    expect(groups).toHaveLength(50);
    expect(new Set(groups.map(({ name }) => name)).size).toBe(1);
    expect(await typesInLog()).toHaveLength(2 + 6 * 2 + 6);
  });

  test.each([
    ['client-12', { kind: 'client', id: 12 }],
    ['list-3', { kind: 'list', id: 3 }],
    ...['', 'client', 'client-', 'team-3', 'list-3x', `client-${'9'.repeat(40)}`, ['client-1'], undefined, 7].map(
      (value): [unknown, undefined] => [value, undefined],
    ),
  ])('the value %j of the Select Group field', (value, expected) => {
    expect(parseGroupValue(value)).toEqual(expected);
  });
});

describe('rows and the log', () => {
  test('an event that could not be appended at once is in the log after the next sweep, once', async () => {
    const { resellerId, metadata, use, typesInLog } = reseller();
    store.away = true;
    expect(await credentialStore().store(credentials(), list(), use)).toBeUndefined();
    expect(await credentialStore().connectionOf(resellerId)).toBeDefined();
    store.away = false;
    expect(await typesInLog()).toEqual([]);
    await outbox.deliverAll();
    await credentialStore().remove(metadata);
    await outbox.deliverAll();
    expect(await typesInLog()).toEqual(['HaloCredentialsStored', 'GroupsLoaded', 'HaloCredentialsRemoved']);
  });

  test('the log that pages read is the same after a rebuild', async () => {
    const [projection] = credentialProjections;
    if (!projection) throw new Error('There is a projection.');
    const rows = async () => (await db.pool.query<object>('select * from connection_log order by position')).rows;
    const runner = new ProjectionRunner(db.pool, store, [projection]);
    runner.start();
    await runner.waitFor(await store.head(), PATIENCE_MS);
    await runner.stop();
    const before = await rows();
    expect(before.length).toBeGreaterThan(20);
    await rebuild(db.pool, store, [projection]);
    expect(await rows()).toEqual(before);
  });
});
