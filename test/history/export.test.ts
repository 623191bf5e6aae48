import { randomUUID } from 'node:crypto';
import readXlsxFile from 'read-excel-file/node';
import { type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { rebuild } from '../../src/event-store/index.js';
import { historyProjections } from '../../src/modules/history/projections.js';
import { PATIENCE_MS } from '../support/patience.js';
import { startHistorySite, type HistorySite } from './site.js';
import { metadataOf } from './support.js';

let site: HistorySite;
let importId: string;
let running: string;
beforeAll(async () => {
  site = await startHistorySite();
  const teamId = await site.newTeam('Łódź & Sons');
  const given = { teamId, metadata: metadataOf(site.resellerId, site.adminId) };
  const people = Array.from({ length: 1_250 }, (_, n) => (n % 5 === 0 ? ('no-email' as const) : null));
  importId = await site.newImport({ ...given, people, end: 'completed' });
  running = await site.newImport({ ...given, people: [null], toDecide: 2 });
});
afterAll(() => site.close());
afterEach(() => site.pool.query('delete from export_slot'));

type Who = 'admin' | 'auditor' | 'client' | 'stranger';
const send = (path: string, form: Record<string, string>, who: Who = 'auditor') =>
  site[who].post(path).type('form').send(form);
const bytes = (response: unknown, done: (error: Error | null, body: Buffer) => void) =>
  void buffer(response as Readable).then((body) => done(null, body));
const lines = (text: string) => text.replace('\uFEFF', '').trim().split('\r\n');
const caughtUp = async () => void (await site.runner.waitFor(await site.store.head(), PATIENCE_MS));
const exportsPage = async (who: 'admin' | 'auditor' | 'stranger' = 'admin') => {
  await caughtUp();
  return (await site[who].get('/exports').expect(200)).text.replace(/<\/?bdi[^<>]*>/g, '');
};

test('a page without exports says so', async () => {
  expect(await exportsPage('stranger')).toContain('Nothing was exported yet');
});

describe('the people of an import', () => {
  const path = () => `/imports/${importId}/export`;

  test('are a file that has every one of them once, in both formats', async () => {
    const answer = await send(path(), { format: 'csv' })
      .expect(200)
      .expect('Content-Type', /text\/csv/);
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename=people-of-acme-exported-[\d-]+\.csv; filename\*=UTF-8/,
    );
    const [head, ...rows] = lines(answer.text);
    expect(head).toBe(
      'Name,Email address,Site,HaloPSA id,Outcome,Reason,Reason in words,Decided (UTC),Decided (local: UTC)',
    );
    expect(rows[0]).toMatch(/^Person 0,,Head office,1000,rejected,no-email,No email address,\d{4}-/);
    expect(new Set(rows.map((row) => row.split(',')[3])).size).toBe(1_250);
    const json = await send(path(), { format: 'ndjson' }).buffer(true).expect(200);
    expect((json.text ?? String(json.body)).trim().split('\n')).toHaveLength(1_250);
  });

  test('are the same in a spreadsheet, read by another program', async () => {
    const csv = lines((await send(path(), { format: 'csv' }).expect(200)).text).map((line) => line.split(','));
    const answer = await send(path(), { format: 'xlsx' }).buffer(true).parse(bytes).expect(200);
    expect(answer.headers['content-disposition']).toContain('.xlsx');
    const [sheet] = await readXlsxFile(answer.body as Buffer);
    expect(sheet?.data).toHaveLength(1_251);
    expect(sheet?.data.map((row) => row.map((cell) => String(cell ?? '')))).toEqual(csv);
    expect(await exportsPage()).toContain('XLSX');
  });

  test('are limited by the outcome that the page shows', async () => {
    const page = (await site.auditor.get(`/imports/${importId}?outcome=rejected`)).text;
    expect(page).toContain(`action="${path()}"`);
    expect(page).toContain('<input type="hidden" name="outcome" value="rejected"');
    const { text } = await send(path(), { format: 'csv', outcome: 'rejected' }).expect(200);
    expect(lines(text)).toHaveLength(251);
    expect(await exportsPage()).toContain('Limited to: rejected people.');
  });

  test('are limited by the search, which is in the history as personal data', async () => {
    const { text } = await send(path(), { format: 'csv', q: 'p12@', sort: 'name' }).expect(200);
    expect(
      lines(text)
        .slice(1)
        .map((row) => row.split(',')[0]),
    ).toEqual(['Person 12']);
    const [last] = await site.store.readStream(`exports-${site.resellerId}`, { backwards: true, limit: 1 });
    expect(last?.data).toMatchObject({ filter: { sort: 'name' }, person: { searchedFor: 'p12@' } });
  });

  test('are refused in words while the import runs, in an unknown format, and to others', async () => {
    expect((await send(`/imports/${running}/export`, { format: 'csv' }).expect(409)).text).toContain('still running');
    expect((await send(path(), { format: 'pdf' }).expect(409)).text).toContain('choose one of them');
    await send(path(), { format: 'csv' }, 'stranger').expect(404);
    await send(path(), { format: 'csv' }, 'client').expect(403);
  });

  test('are not exported a third time while two exports run', async () => {
    await site.pool.query(
      `insert into export_slot select $1, slot, gen_random_uuid(), now() + interval '1 minute' from generate_series(1, 2) as slot`,
      [site.resellerId],
    );
    const answer = await send(path(), { format: 'csv' }).expect(429).expect('Retry-After', '30');
    expect(answer.text).toContain('Two exports of your reseller account are running');
  });
});

describe('imports', () => {
  test('to a day include its last evening in the zone of the person, on the page as in the file', async () => {
    const zone = 'America/New_York';
    await site.stranger.post('/settings').type('form').send({ timeZone: zone }).expect(303);
    const teamId = await site.newTeam('Theirs', undefined, site.strangersResellerId);
    const metadata = metadataOf(site.strangersResellerId);
    const [late, next] = [
      await site.newImport({ teamId, metadata, people: [null], end: 'completed' }),
      await site.newImport({ teamId, metadata, people: [null], end: 'completed' }),
    ];
    const at = 'update import_summary set started_at = $2 where import_id = $1';
    // 23:30 on 5 March in New York, and 00:30 on the 6th.
    await site.pool.query(at, [late, '2026-03-06T04:30:00Z']);
    await site.pool.query(at, [next, '2026-03-06T05:30:00Z']);
    const page = (await site.stranger.get('/imports?from=2026-03-05&to=2026-03-05').expect(200)).text;
    expect(page).toContain(`/imports/${late}`);
    expect(page).not.toContain(`/imports/${next}`);
    const form = { format: 'csv', from: '2026-03-05', to: '2026-03-05' };
    const { text, headers } = await send('/imports/export', form, 'stranger').expect(200);
    expect(lines(text)).toHaveLength(2);
    expect(lines(text)[1]).toContain(`${late},Theirs,Theirs,${teamId},Acme,`);
    expect(lines(text)[1]).toContain('2026-03-06 04:30:00,2026-03-05 23:30:00');
    expect(headers['content-disposition']).toContain('imports-from-2026-03-05-to-2026-03-05-exported-');
    const shown = await exportsPage('stranger');
    expect(shown).toContain('Limited to: from 5 Mar 2026 to 5 Mar 2026 (America/New_York).');
  });

  test('with an invalid filter are refused, not exported without it', async () => {
    const { text } = await send('/imports/export', { format: 'csv', to: '2026-02-30' }).expect(409);
    expect(text).toContain('The filter has a value');
  });

  test('are all in the file, beyond a page of the screen', async () => {
    const teamId = await site.newTeam('Many');
    const { rows } = await site.pool.query<{ import_id: string }>(
      `insert into import_summary (import_id, reseller_id, team_id, group_kind, group_id, group_name, actor_id, started_at,
         position, last_position, listed, to_decide, already_in_this_team, left_out)
       select gen_random_uuid(), $1, $2, 'client', 1, '=cmd', '', now(), 'x' || n, 'x', 0, 0, 0, 0 from generate_series(1, 2100) as n
       returning import_id`,
      [site.resellerId, teamId],
    );
    const { text } = await send('/imports/export', { format: 'csv', team: teamId }).expect(200);
    const ids = lines(text)
      .slice(1)
      .map((line) => line.slice(0, 36));
    expect(ids.toSorted()).toEqual(rows.map(({ import_id }) => import_id).toSorted());
    expect(lines(text)[1]).toContain(",'=cmd,");
  });
});

test('the people that a search finds are a file with every page of them', async () => {
  const { text } = await send('/people/export', { format: 'csv', q: 'person 12' }).expect(200);
  const people = lines(text).slice(1);
  // 12, 120 to 129, 1200 to 1249, without those who have no name with these beginnings
  expect(people.length).toBe(61);
  expect(people[0]).toMatch(/^(imported|rejected),"?(Imported|Rejected) Person 12/);
  expect(new Set(people).size).toBe(61);
  const limited = lines((await send('/people/export', { format: 'csv', q: 'person 12', outcome: 'rejected' })).text);
  expect(limited.slice(1).every((line) => line.startsWith('rejected,'))).toBe(true);
  expect(limited).toHaveLength(1 + 12);
  const unnamed = lines(
    (await send('/people/export', { format: 'csv', outcome: 'rejected', reason: 'no-email' })).text,
  );
  expect(unnamed).toHaveLength(1 + 250);
  expect(await exportsPage()).toContain('Limited to: rejected people, one reason.');
  expect((await send('/people/export', { format: 'csv', from: 'soon' }).expect(409)).text).toContain('Go back');
  expect((await send('/people/export', { format: 'csv', q: '' }).expect(409)).text).toContain(
    'Search for someone first',
  );
});

test('what was searched for is personal, is found by no search, and is there after a rebuild', async () => {
  const metadata = metadataOf(site.resellerId, site.adminId);
  const exportId = randomUUID();
  const person = { searchedFor: 'Zebedee' };
  const data = {
    exportId,
    kind: 'people',
    format: 'csv',
    zone: 'Europe/Berlin',
    filter: { from: '2026-03-01' },
    person,
  };
  const stream = `exports-${site.resellerId}`;
  const [last] = await site.store.readStream(stream, { backwards: true, limit: 1 });
  await site.store.append(stream, last?.revision ?? -1, [{ type: 'ExportMade', id: exportId, data, metadata }]);
  const before = await exportsPage();
  expect(before).toContain('Exported what happened to people as CSV, searched for Zebedee.');
  expect(before).toContain('Limited to: from 1 Mar 2026 (Europe/Berlin).');
  expect(before).toContain('href="/people?from=2026-03-01&amp;q=Zebedee"');
  const rows = async () =>
    (await site.pool.query("select * from history where type = 'ExportMade' order by position")).rows;
  const shown = await rows();
  expect((await site.admin.get('/people?q=Zebedee')).text).toContain('No one found');
  await site.runner.stop();
  await rebuild(site.pool, site.store, historyProjections);
  expect(await rows()).toEqual(shown);
  site.runner.start();
});
