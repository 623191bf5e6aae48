import { browserOf } from '../access/portal.js';
import { importAndWait, startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, membersOf, rowsOf, tickedIn } from '../support/admin-at-work.js';

/** Ids are given in the order of the people, from 101. */
const [ANN, BOB, CID, DAN] = ['101', '102', '103', '104'] as const;

let portal: WholePortal;
let admin: AdminAtWork;
let list: string;
beforeAll(async () => {
  const people = [
    ['Ann Lee', 'office@shared.example'],
    ['Bob', 'Office@shared.example'],
    ['Cid', 'office@shared.example'],
    ['Dan', 'dan@shared.example'],
  ] as const;
  portal = await startWholePortal({ clients: [clientOf('Shared', ...people.map(([...one]) => one))] });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  list = await admin.load('Shared');
});
afterAll(() => portal.close());

const page = async (query = {}) => (await admin.page(list, query).expect(200)).text;
const verdicts = (html: string) => rowsOf(html).map(({ blocked, haloId, ticked }) => blocked ?? [haloId, ticked]);
const send = (fields: object) => admin.post(`/rosters/${list}`, fields);
const keptBy = (name: string) => `Same address as ${name}, who keeps it`;

test('the row names the person who keeps the address, and offers to choose another', async () => {
  const html = await page();
  expect(verdicts(html)).toEqual([[ANN, false], keptBy('Ann Lee'), keptBy('Ann Lee'), [DAN, false]]);
  expect([...html.matchAll(/value="keep:(\d+)"/g)].map(([, id]) => id)).toEqual([BOB, CID]);
});

test('the chosen person keeps the address and the tick, and the other rows say so from then on', async () => {
  await send({ shown: [ANN, DAN].join(), tick: [ANN, DAN], action: 'filter' }).expect(303);
  const { headers } = await send({ shown: [ANN, DAN].join(), tick: [ANN, DAN], action: `keep:${BOB}` }).expect(303);
  expect(headers['location']).toBe(`/rosters/${list}`);
  for (const again of [1, 2]) {
    const html = await page();
    expect([again, verdicts(html)]).toEqual([again, [keptBy('Bob'), [BOB, true], keptBy('Bob'), [DAN, true]]]);
    expect(tickedIn(html)).toBe(2);
  }
  expect(verdicts(await page({ show: 'blocked' }))).toEqual([keptBy('Bob'), keptBy('Bob')]);
});

test('the choice changes the ticks, so an earlier confirmation is refused', async () => {
  const before = await admin.confirm(list);
  await send({ action: `keep:${CID}` }).expect(303);
  const { text } = await admin.post(`/rosters/${list}/import`, { tickVersion: before.tickVersion }).expect(409);
  expect(text).toContain('The selection has changed');
  const after = await admin.confirm(list);
  expect(Number(after.tickVersion)).toBeGreaterThan(Number(before.tickVersion));
  expect(after.text).toContain('Import 2 people?');
});

test.each([
  ['who keeps it already', CID],
  ['who shares no address', DAN],
  ['who is not in the list', '999'],
])('choosing a person %s changes nothing', async (_who, id) => {
  const { tickVersion } = await admin.confirm(list);
  await send({ action: `keep:${id}` }).expect(303);
  expect((await admin.confirm(list)).tickVersion).toBe(tickVersion);
  expect(verdicts(await page())).toEqual([keptBy('Cid'), keptBy('Cid'), [CID, true], [DAN, true]]);
});

test('the import takes the chosen person, and rejects the others with the reason', async () => {
  const html = await importAndWait(portal, admin.agent, list);
  expect(html).toMatch(/Cid[\s\S]*?Imported/);
  const { rows } = await portal.db.pool.query(
    `select person->>'name' as name, verdict from import_item where import_id = $1 order by n`,
    [list],
  );
  expect(rows).toEqual([
    { name: 'Ann Lee', verdict: 'duplicate-in-list' },
    { name: 'Bob', verdict: 'duplicate-in-list' },
    { name: 'Cid', verdict: 'imported' },
    { name: 'Dan', verdict: 'imported' },
  ]);
  expect(await membersOf(portal, portal.team)).toEqual(['dan@shared.example', 'office@shared.example']);
});
