import { randomUUID } from 'node:crypto';
import { NO_STREAM } from '../../src/event-store/index.js';
import { PATIENCE_MS } from '../support/patience.js';
import { startHistorySite, type HistorySite } from './site.js';
import { metadataOf } from './support.js';

let site: HistorySite;
let acme: string;
let globex: string;
const [ann, rita, importId] = [randomUUID(), randomUUID(), randomUUID()];
const annLee = { name: 'Ann Lee', email: 'ann@time.example' };

beforeAll(async () => {
  site = await startHistorySite();
  [acme, globex] = [await site.newTeam('Acme'), await site.newTeam('Globex')];
  await append(`import-${importId}`, [
    ['ImportStarted', { ...ids, group: { kind: 'client', id: 7, name: 'Acme Ltd' }, listed: 3, toDecide: 3, ...none }],
    ['UserImported', { ...ids, n: 0, haloId: 1, accountId: ann, person: { ...annLee, site: '' } }],
    ['UserImported', { ...ids, n: 1, haloId: 2, accountId: rita, person: { name: 'Rita', email: 'r@time.example' } }],
    ['UserRejected', { ...ids, n: 2, haloId: 3, reason: 'duplicate-in-list', person: { ...annLee, name: 'Anne' } }],
    ['ImportCompleted', { ...ids, imported: 2, rejected: 1 }],
  ]);
  const undo = { removalId: importId, undoOf: importId, teamId: acme };
  await append(`undo-${importId}`, [['RemovalStarted', { ...undo, people: 2 }]]);
  await append(`account-${rita}`, [
    ['UserRemoved', { ...undo, accountId: rita, person: { name: 'Rita', email: 'r@time.example' } }],
  ]);
  await append(`account-${ann}`, [
    ['UserMoved', { accountId: ann, fromTeamId: acme, teamId: globex, person: annLee }],
    ['UserRenamed', { accountId: ann, teamId: globex, person: { ...annLee, name: 'Ann', previousName: 'Ann Lee' } }],
  ]);
});
afterAll(() => site.close());

const none = { alreadyInThisTeam: 0, leftOut: 0 };
const ids = {
  importId,
  get teamId() {
    return acme;
  },
};

async function append(stream: string, facts: readonly (readonly [string, object])[]): Promise<void> {
  const metadata = metadataOf(site.resellerId, site.adminId);
  const events = facts.map(([type, data]) => ({ id: randomUUID(), type, data: { ...data }, metadata }));
  const { position } = await site.store.append(stream, NO_STREAM, events);
  if (!(await site.runner.waitFor(position, PATIENCE_MS))) throw new Error('The projections did not catch up.');
}

const unmarked = (html: string) => html.replace(/<\/?(?:bdi|wbr)[^<>]*>/g, '');
const textOf = (html: string) => html.replace(/<[^<>]+>/g, ' ').replace(/\s+/g, ' ');
const happened = (html: string) =>
  [...unmarked(html).matchAll(/<p class="timeline-what">(.*?)<\/p>/g)].map(([, what = '']) => textOf(what).trim());
const page = async (path: string) => (await site.auditor.get(path).expect(200)).text;

test('a Team’s history has its people and imports, newest first; an import is one line, or each of its people', async () => {
  const left = 'Moved Ann Lee (ann@time.example) to Globex.';
  const summed = [
    ...[left, 'Started to undo an import of 2 people.', 'Completed the import: 2 imported, 1 rejected.'],
    ...['Started to import 3 people of the 3 listed in Acme Ltd.', 'Added the Team Acme.'],
  ];
  const html = await page(`/teams/${acme}/history`);
  expect(happened(html)).toEqual(summed);
  expect(textOf(unmarked(html))).toMatch(/2 imported, 1 rejected\. PSA Import from Acme Ltd The admin ·/);
  expect(happened(await page(`/teams/${acme}/history?people=each`))).toEqual([
    ...summed.slice(0, 1),
    'Removed Rita (r@time.example), because the import was undone.',
    ...summed.slice(1, 3),
    'Rejected Anne (ann@time.example): Same email address twice in this list.',
    'Imported Rita (r@time.example).',
    'Imported Ann Lee (ann@time.example).',
    ...summed.slice(3),
  ]);
  expect(happened(await page(`/teams/${globex}/history`))).toEqual([
    'Corrected the name of Ann Lee (ann@time.example) to Ann.',
    'Moved Ann Lee (ann@time.example) here from Acme.',
    'Added the Team Globex.',
  ]);
});

test('a person’s history goes through all Teams, and has who was rejected with the same address', async () => {
  const html = await page(`/people/${ann}`);
  expect(happened(html)).toEqual([
    'Corrected the name of Ann Lee (ann@time.example) to Ann.',
    'Moved Ann Lee (ann@time.example) from Acme to Globex.',
    'Imported Ann Lee (ann@time.example).',
    'Rejected Anne (ann@time.example): Same email address twice in this list.',
  ]);
  expect(unmarked(html)).toContain('<h1>Ann</h1>');
  expect(textOf(unmarked(html))).toContain('Now In Globex');
  const gone = await page(`/people/${rita}`);
  expect(textOf(gone)).toContain('Removed: in no Team');
  expect(gone).toContain(`href="/removals/${importId}"`);
});

test('the person search, the import and the Team lead to a person’s history', async () => {
  for (const path of ['/people?q=ann@time.example', `/imports/${importId}`, `/teams/${globex}`])
    expect(await page(path)).toContain(`href="/people/${ann}"`);
  expect(await page(`/teams/${acme}`)).toContain(`href="/teams/${acme}/history"`);
});

test('up to a day, in the visitor’s zone; what is not a day stays in its field with what is wrong', async () => {
  const path = `/teams/${acme}/history`;
  const to = (day: string) => page(`${path}?to=${day}`);
  expect(happened(await to(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)))).toHaveLength(5);
  const before = await to('2020-01-01');
  expect(textOf(before)).toContain('The Team was added later.');
  const wrong = await to('2026-02-3x');
  expect(happened(wrong)).toHaveLength(5);
  expect(wrong).toMatch(/<input[^>]* type="text"[^>]* value="2026-02-3x"[^>]* aria-invalid="true"/);
});

test('pages go forth and back, and a cursor that is not ours gives the first page', async () => {
  const team = await site.newTeam('Long');
  const names = Array.from({ length: 249 }, (_, n) => `Long ${n}`);
  for (const [n, name] of names.entries()) {
    const event = { id: randomUUID(), type: 'TeamRenamed', metadata: metadataOf(site.resellerId, site.adminId) };
    const data = { teamId: team, name, previousName: names[n - 1] ?? 'Long' };
    await site.store.append(`team-${team}`, n, [{ ...event, data }]);
  }
  await site.runner.waitFor(await site.store.head(), PATIENCE_MS);
  const path = `/teams/${team}/history`;
  const turn = (html: string, rel: string) =>
    new RegExp(`href="([^"]*)" rel="${rel}"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const first = await page(path);
  const second = await page(turn(first, 'next'));
  const third = await page(turn(second, 'next'));
  expect([first, second, third].map((html) => happened(html).length)).toEqual([100, 100, 50]);
  expect(turn(third, 'next')).toBe('');
  expect(happened(await page(turn(third, 'prev')))).toEqual(happened(second));
  expect(turn(second, 'prev')).toBe(path);
  expect(happened(await page(`${path}?before=team-${randomUUID()}.1`))).toEqual(happened(first));
  expect(happened(await page(`${path}?before=x`))).toEqual(happened(first));
});

test('an account of another reseller, or none, does not exist', async () => {
  await site.stranger.get(`/people/${ann}`).expect(404);
  await site.auditor.get(`/people/${randomUUID()}`).expect(404);
  await site.auditor.get('/people/x').expect(404);
});

test('who was in a Team at the end of a day, and what it was called; today is said to be still open', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const asOf = (day: string, more = '') => page(`/teams/${globex}/as-of?day=${day}${more}`);
  const now = unmarked(await asOf(today));
  expect(textOf(now)).toContain('has not ended yet: this is how it stands now.');
  expect(now).toContain(`<a href="/people/${ann}">Ann</a>`);
  expect(textOf(unmarked(await asOf(today, '&q=nobody')))).toContain('has “nobody” in the name of then');
  expect(textOf(await asOf('2020-01-01'))).toContain('this Team did not exist.');
  expect(textOf(unmarked(await page(`/teams/${acme}/as-of?day=${today}`)))).toContain('No one was in this Team');
  expect(await asOf('2026-02-30')).toMatch(/<input[^>]* type="text"[^>]* value="2026-02-30"[^>]* aria-invalid="true"/);
  expect(await page(`/teams/${globex}`)).toContain(`action="/teams/${globex}/as-of"`);
  expect((await site.client.get(`/teams/${site.clientsTeamId}/as-of`)).status).toBe(403);
});
