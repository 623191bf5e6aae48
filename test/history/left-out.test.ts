import { randomUUID } from 'node:crypto';
import { forgetLeftOut } from '../../src/modules/imports/left-out/forget-left-out.js';
import { startHistorySite, type HistorySite } from './site.js';
import { metadataOf } from './support.js';

/** Who was left out of an import, from the table beside the log. */
let site: HistorySite;
let importId: string;
beforeAll(async () => {
  site = await startHistorySite();
  importId = await anImport();
  await nameLeftOut(importId, 1, 'not-ticked', 'Ann Lee');
  await nameLeftOut(importId, 2, 'already-in-this-team', 'Bo Öberg');
  await nameLeftOut(importId, 3, 'cancelled-before', '');
});
afterAll(() => site.close());

async function anImport(): Promise<string> {
  const teamId = await site.newTeam(`Team ${randomUUID()}`);
  const metadata = metadataOf(site.resellerId, site.adminId);
  return site.newImport({ teamId, metadata, people: [null], end: 'completed', leftOut: 2, alreadyInThisTeam: 1 });
}

const nameLeftOut = (id: string, haloId: number, reason: string, name: string, monthsAgo = 0) =>
  site.db.pool.query(
    `insert into left_out_person (import_id, halo_id, reason, name, name_key, email, site, search, noted_at)
     values ($1, $2, $3, $4, lower($4), $5, null, lower($4) || ' ' || $5, now() - make_interval(months => $6))`,
    [id, haloId, reason, name, `person${haloId}@left.example`, monthsAgo],
  );

const rowsOf = (text: string) => [...text.matchAll(/person\d@left\.example/g)].map(([address]) => address);
const page = async (query = '') => (await site.auditor.get(`/imports/${importId}/left-out${query}`).expect(200)).text;

test('names each person with the reason, and says that this is not the history', async () => {
  const text = await page();
  expect(rowsOf(text)).toEqual(['person3@left.example', 'person1@left.example', 'person2@left.example']);
  for (const words of ['Not ticked', 'Already in this Team', 'Cancelled before their turn', 'not part of the history'])
    expect(text).toContain(words);
  expect((await site.auditor.get(`/imports/${importId}`).expect(200)).text).toContain(
    `href="/imports/${importId}/left-out"`,
  );
});

test.each([
  ['?q=lee', ['person1@left.example']],
  ['?q=person2@left.example', ['person2@left.example']],
  ['?reason=cancelled-before', ['person3@left.example']],
  ['?reason=not-ticked&q=person2', []],
  ['?sort=-name', ['person2@left.example', 'person1@left.example', 'person3@left.example']],
  ['?reason=nonsense', ['person3@left.example', 'person1@left.example', 'person2@left.example']],
])('%s finds %j', async (query, found) => {
  expect(rowsOf((await page(query)).replace(/<input[^>]*>|<title>.*<\/title>|href="[^"]*"/g, ''))).toEqual(found);
});

test('only admins and auditors of the reseller see it', async () => {
  await site.client.get(`/imports/${importId}/left-out`).expect(403);
  await site.stranger.get(`/imports/${importId}/left-out`).expect(404);
});

test('an import without names says why', async () => {
  const { text } = await site.auditor.get(`/imports/${await anImport()}/left-out`).expect(200);
  expect(text).toContain('No names were kept of this import.');
});

test('names are deleted when their time is over, and not before', async () => {
  const old = await anImport();
  await nameLeftOut(old, 1, 'not-ticked', 'Old', 14);
  await nameLeftOut(old, 2, 'not-ticked', 'Young', 12);
  expect(await forgetLeftOut(site.db.pool, 13)).toBe(1);
  const { rows } = await site.db.pool.query('select name from left_out_person where import_id = $1', [old]);
  expect(rows).toEqual([{ name: 'Young' }]);
  expect(await forgetLeftOut(site.db.pool, 0)).toBeGreaterThan(0);
  expect(rowsOf(await page())).toEqual([]);
});
