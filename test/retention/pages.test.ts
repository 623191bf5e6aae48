import { expireLists } from '../../src/modules/rosters/expire.js';
import { forgetNames } from '../../src/modules/removals/forget-names.js';
import { browserOf } from '../access/portal.js';
import { AdminAtWork, clientOf, countOf, membersOf, textOf } from '../support/admin-at-work.js';
import { startWholePortal, until, type WholePortal } from '../support/portal.js';

/** What a page shows does not depend on the items of an import or a removal: they are deleted soon after its end. */
const GROUP = 'Kept Ltd';
let portal: WholePortal;
let admin: AdminAtWork;
let importId: string;

beforeAll(async () => {
  const people = ['ada', 'bea', 'cyd'].map((name): [string, string] => [name, `${name}@kept.example`]);
  portal = await startWholePortal({ clients: [clientOf(GROUP, ...people, ['dan'])] });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  importId = await admin.load(GROUP);
  await admin.importAll(importId);
  await membersOf(portal, portal.team);
});
afterAll(() => portal.close());

const page = async (path: string) => textOf((await admin.agent.get(path).expect(200)).text);
const items = (table: string, id: string) =>
  countOf(
    portal,
    `from ${table} where ${table === 'import_item' ? 'import_id' : 'removal_id'} = $1 and person is not null`,
    id,
  );

test('the page of an import shows the same when its items are gone', async () => {
  const before = await page(`/imports/${importId}`);
  expect(before).toContain('ada@kept.example');
  expect(await items('import_item', importId)).toBe(4);
  await expireLists(portal.db.portalPool, 1);
  expect(await items('import_item', importId)).toBe(4);
  await portal.db.pool.query(`update roster set import_ended_at = now() - interval '2 hours' where id = $1`, [
    importId,
  ]);
  await expireLists(portal.db.portalPool, 1);
  expect(await items('import_item', importId)).toBe(0);
  expect(await page(`/imports/${importId}`)).toBe(before);
});

test('the page of a removal shows the same when its items have no names, and who was erased has none', async () => {
  const { rows } = await portal.db.pool.query<{ id: string }>(`select account_id as id from member where name = 'ada'`);
  await admin.post(`/teams/${portal.team}/members/${rows[0]?.id}/remove`).expect(303);
  await membersOf(portal, portal.team);
  const { text } = await admin.agent.get(`/imports/${importId}/undo`).expect(200);
  const version = /name="version" value="([^"]+)"/.exec(text)?.[1];
  await admin.post(`/imports/${importId}/undo`, { version, people: '2' }).expect(303);
  const ended = async () => (await countOf(portal, 'from removal where ended_at is not null')) === 1;
  await until(ended, 'it has ended');
  await membersOf(portal, portal.team);

  const paths = ['', '?show=kept'].map((query) => `/removals/${importId}${query}`);
  const before = await Promise.all(paths.map(page));
  expect(before[0]).toContain('bea@kept.example');
  expect(before[1]).toContain('ada@kept.example');
  await forgetNames(portal.db.portalPool, 1);
  expect(await items('removal_item', importId)).toBe(3);
  await portal.db.pool.query(`update removal set ended_at = ended_at - interval '2 hours'`);
  await Promise.all([1, 2].map(() => forgetNames(portal.db.portalPool, 1)));
  expect(await items('removal_item', importId)).toBe(0);
  await portal.db.pool.query(`update removal set ended_at = ended_at + interval '2 hours'`);
  expect(await Promise.all(paths.map(page))).toEqual(before);

  await portal.db.pool.query(`update history set person = null where person ->> 'name' = 'bea'`);
  expect(await page(paths[0]!)).toContain('Erased');
});
