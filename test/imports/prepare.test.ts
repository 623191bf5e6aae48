import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { v5 as uuidV5 } from 'uuid';
import { inTransaction } from '../../src/database/index.js';
import { decideItems } from '../../src/modules/imports/import-users/decide-items.js';
import { prepareItems } from '../../src/modules/imports/import-users/prepare.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let db: TestDatabase;
beforeAll(async () => void (db = await createTestDatabase()));
afterAll(() => db.drop());

const [reseller, team, elsewhere] = [randomUUID(), randomUUID(), randomUUID()];
const claim = (key: string, teamId: string) =>
  db.pool.query('insert into email_claim values ($1, $2, $3, $4)', [key, randomUUID(), teamId, reseller]);

/** A list of four, asked to be imported: 1 ticked, 2 left out, 3 in another Team, 4 in this one. */
async function roster(name: string): Promise<string> {
  const id = randomUUID();
  await db.pool.query(
    `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version,
       status, import_requested_at, import_metadata)
     values ($1, $2, $3, 'client', 12, 'A group', '{}', $1, 'loaded', now(), '{}')`,
    [id, reseller, team],
  );
  await db.pool.query(
    `insert into roster_person (roster_id, halo_id, name, name_key, email, email_key, inactive, service_account, general_user, ticked)
     select $1, n, 'Person', 'person', n || $2, n || $2, false, false, false, n = 1 from generate_series(1, 4) n`,
    [id, `@${name}.example`],
  );
  await claim(`3@${name}.example`, elsewhere);
  await claim(`4@${name}.example`, team);
  return id;
}

/** Prepares the import, and does something on another connection after each statement of it. */
async function prepare(id: string, meanwhile: () => Promise<unknown>): Promise<void> {
  await inTransaction(db.pool, async (tx) => {
    const slow = Object.create(tx, {
      query: {
        value: async (text: string, values: unknown[]) => {
          const result = await tx.query(text, values);
          await meanwhile();
          return result;
        },
      },
    }) as pg.PoolClient;
    await prepareItems(slow, id);
  });
}

async function outcome(id: string) {
  const { rows } = await db.pool.query(
    `select listed, to_decide, already_in_this_team, left_out,
       (select array_agg(halo_id || ' ' || coalesce(verdict, 'open') order by n) from import_item where import_id = id) as items,
       (select array_agg(halo_id || ' ' || reason order by halo_id) from left_out_person where import_id = id) as named
     from roster where id = $1`,
    [id],
  );
  return rows[0] as Record<string, unknown>;
}

const undisturbed = {
  listed: 4,
  to_decide: 2,
  already_in_this_team: 1,
  left_out: 1,
  items: ['1 open', '3 already-has-account'],
  named: ['2 not-ticked', '4 already-in-this-team'],
};

test('each person of the list counts in one part of the sum', async () => {
  const id = await roster('calm');
  await prepare(id, () => Promise.resolve());
  expect(await outcome(id)).toEqual(undisturbed);
  await prepare(id, () => claim('2@calm.example', team));
  expect(await outcome(id)).toEqual(undisturbed);
});

test.each([
  ['a person with a red X loses the other account', ['3'], undefined],
  ['a person with a red X moves into this Team', ['3'], team],
  ['a person is removed from this Team', ['4'], undefined],
  ['a person who is left out gets an account', [], team],
])('each person counts once even if, during the preparation, %s', async (_what, released, into) => {
  const name = `busy-${randomUUID()}`;
  const id = await roster(name);
  let times = 0;
  await prepare(id, async () => {
    // After the statement that locks the list, and the one that judges it.
    if (++times !== 2) return;
    await db.pool.query('delete from email_claim where email_key = any($1)', [
      released.map((n) => `${n}@${name}.example`),
    ]);
    if (into) await claim(`${released[0] ?? '2'}@${name}.example`, into);
  });
  expect(await outcome(id)).toEqual(undisturbed);
});

test('an account keeps the id that its item has before it is decided', async () => {
  const [before, after] = [await roster('begun-before'), await roster('begun-after')];
  for (const id of [before, after]) {
    await prepare(id, () => Promise.resolve());
    const accountId = uuidV5('account 1', id);
    if (id === before) {
      await db.pool.query('update import_item set account_id = $2 where import_id = $1 and n = 0', [id, accountId]);
    }
    const [imported, rejected] = await inTransaction(db.pool, (tx) => decideItems(tx, id, 0));
    expect(imported).toMatchObject({ n: 0, haloId: 1, verdict: 'imported', accountId });
    expect(rejected).toMatchObject({ n: 1, haloId: 3, verdict: 'already-has-account', accountId: null });
    expect(await inTransaction(db.pool, (tx) => decideItems(tx, id, 0))).toEqual([imported, rejected]);
  }
});
