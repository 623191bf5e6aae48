import { randomUUID } from 'node:crypto';
import { FilteredPeople } from '../../src/modules/history/people/filtered-people.js';
import type { WantedPeople } from '../../src/modules/history/people/wanted-people.js';
import { explaining, expectTouched, type Planned } from '../support/plans.js';
import { startHistorySite, type HistorySite } from './site.js';
import { metadataOf } from './support.js';

let site: HistorySite;
let acme: string;
let globex: string;
beforeAll(async () => {
  site = await startHistorySite();
  [acme, globex] = [await site.newTeam('Acme'), await site.newTeam('Globex')];
  const metadata = metadataOf(site.resellerId, site.adminId);
  await site.newImport({ teamId: acme, metadata, people: [null, 'no-email', 'already-has-account'], end: 'completed' });
  const news = { kind: 'list', id: 4, name: 'News' } as const;
  const others = { ...metadata, actor: { id: randomUUID(), role: 'admin' } } as const;
  await site.newImport({ teamId: globex, metadata: others, group: news, people: ['no-email'], end: 'completed' });
});
afterAll(() => site.close());

const textOf = (html: string) =>
  html
    .replace(/<\/?bdi[^<>]*>/g, '')
    .replace(/<[^<>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const page = async (query: Record<string, string>) =>
  (await site.auditor.get(`/people?${new URLSearchParams(query)}`).expect(200)).text;
const found = (html: string) => [...html.matchAll(/<th role="rowheader".*?<\/th>/g)].map(([row]) => textOf(row).trim());
const today = new Date().toISOString().slice(0, 10);

test('each filter, and all of them at once, with and without a name', async () => {
  const imported = 'Imported Person 0 (p0@acme.example).';
  const without = 'Rejected Person 1: No email address.';
  const taken = 'Rejected Person 2 (p2@acme.example): Already has an account in BrainStation.';
  const ofNews = 'Rejected Person 0: No email address.';
  expect(found(await page({ team: acme }))).toEqual([taken, without, imported]);
  expect(found(await page({ reason: 'no-email' }))).toEqual([ofNews, without]);
  expect(found(await page({ outcome: 'imported' }))).toEqual([imported]);
  expect(found(await page({ group: 'list:4' }))).toEqual([ofNews]);
  expect(found(await page({ by: site.adminId }))).toEqual([taken, without, imported]);
  expect(found(await page({ to: '2020-01-01' }))).toEqual([]);
  const all = { from: today, to: today, by: site.adminId, team: acme, group: 'client:12', outcome: 'rejected' };
  expect(found(await page({ ...all, reason: 'no-email' }))).toEqual([without]);
  expect(found(await page({ q: 'person', team: acme, outcome: 'rejected' }))).toEqual(
    expect.arrayContaining([taken, without]),
  );
  expect(found(await page({ q: 'person', ...all, reason: 'already-has-account' }))).toEqual([taken]);
  expect(textOf(await page({ q: 'person', reason: 'malformed-email' }))).toContain('No one fits all of these filters.');
});

test('the search keeps the filters, the filters keep the search, and each can be cleared', async () => {
  const html = await page({ q: 'person', team: acme, outcome: 'rejected', from: '2026-02-3x' });
  expect(html).toContain(`<input type="hidden" name="team" value="${acme}"`);
  expect(html).toContain('<input type="hidden" name="q" value="person"');
  expect(html).toContain(`href="/people?q=person&amp;team=${acme}"`);
  expect(html).toMatch(/<input[^>]* type="text"[^>]* id="from"[^>]* value="2026-02-3x"/);
  expect(textOf(await page({}))).toContain('Whom are you looking for?');
});

test('filters without an index look at 5,000 entries, then offer to go on; a page of a Team costs a page', async () => {
  const { db } = site;
  const reseller = randomUUID();
  const team = randomUUID();
  await db.pool.query(
    `insert into history (position, reseller_id, team_id, stream, revision, type, actor_id, actor_role, recorded_at, person, data)
     select 'x' || lpad(n::text, 18, '0'), $1, case when n % 4 = 0 then $2::uuid else gen_random_uuid() end, 'import-' || $3::text, n,
       'UserRejected', case when n = 62000 then 'b' else 'a' end, 'admin', now() - (80000 - n) * interval '1 minute',
       '{"name": "A", "email": null}', jsonb_build_object('importId', $3::text, 'reason', 'no-email') from generate_series(1, 80000) n`,
    [reseller, team, randomUUID()],
  );
  await db.pool.query('vacuum analyze history');
  const seen: Planned[] = [];
  const people = new FilteredPeople(explaining(db.pool, seen));
  const none = { from: null, to: null, teamId: null, actorId: null, group: null, outcome: null, reason: null };
  const wanted = (some: Partial<WantedPeople>): WantedPeople => ({ ...none, ...some });
  const first = await people.page(reseller, wanted({ teamId: team }), null);
  const second = await people.page(reseller, wanted({ teamId: team }), first.next);
  expect([first.entries.length, second.entries.length, second.previous]).toEqual([50, 50, '']);
  await people.page(reseller, wanted({ to: new Date(Date.now() - 10_000 * 60_000) }), null);
  expectTouched(seen, 700);
  let before: string | null = null;
  const found: number[] = [];
  while (found.length < 4) {
    const query = wanted({ actorId: 'b' });
    const one: Awaited<ReturnType<FilteredPeople['page']>> = await people.page(reseller, query, before);
    expect(one.lookedBackTo).toEqual(expect.any(Date));
    found.push(one.entries.length);
    before = one.next;
  }
  expect(found).toEqual([0, 0, 0, 1]);
  expectTouched(seen, 6 * 5_000);
});
