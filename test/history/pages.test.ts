import { randomUUID } from 'node:crypto';
import { startHistorySite, type HistorySite } from './site.js';
import { metadataOf } from './support.js';
import { PATIENCE_MS } from '../support/patience.js';

let site: HistorySite;
let acme: string;
let globex: string;
beforeAll(async () => {
  site = await startHistorySite();
  acme = await site.newTeam('Acme & Sons');
  globex = await site.newTeam('Globex');
});
afterAll(() => site.close());

const mine = () => metadataOf(site.resellerId, site.adminId);
/** What is read on the page. */
const textOf = (html: string) =>
  html
    .replace(/<\/?(?:bdi|wbr)[^<>]*>/g, '')
    .replace(/<[^<>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
const get = async (path: string, who: keyof Pick<HistorySite, 'admin' | 'auditor'> = 'auditor') =>
  (await site[who].get(path).expect(200).expect('Content-Type', /html/)).text;
const importsOn = (html: string) => [...html.matchAll(/<h2><a href="\/imports\/([^"]+)"/g)].map(([, id]) => id);

test('before the first import, the page tells people who can import what to do', async () => {
  expect(textOf(await get('/imports', 'admin'))).toContain('Open the Action menu of a Team and select PSA Import');
  const auditors = textOf(await get('/imports'));
  expect(auditors).toContain('Nothing was imported yet');
  expect(auditors).not.toContain('Go to Teams');
});

describe('an import that was completed', () => {
  let importId: string;
  beforeAll(async () => {
    const people = Array.from({ length: 250 }, (_, n) => (n % 5 === 0 ? ('already-has-account' as const) : null));
    importId = await site.newImport({
      ...{ teamId: acme, metadata: mine(), people, alreadyInThisTeam: 20, leftOut: 25, end: 'completed' },
    });
  });

  test('shows the actor, the time, the group, the Team and the sum', async () => {
    const html = await get(`/imports/${importId}`);
    expect(textOf(html)).toContain('295 listed = 200 imported + 50 rejected + 20 already in this Team + 25 left out');
    expect(html).toContain(`href="/teams/${acme}"`);
    expect(textOf(html)).toMatch(/HaloPSA group Acme Imported by The admin Started/);
    expect(html).not.toContain('import-progress');
  });

  test('lists each person with the outcome and its reason in words, by page and by outcome', async () => {
    const first = await get(`/imports/${importId}`);
    expect(textOf(first)).toMatch(/Person 0 p0@acme\.example.*?Rejected: Already has an account in BrainStation/);
    expect(textOf(first)).toMatch(/Person 1 p1@acme\.example.*?Imported/);
    expect(first).toContain('p99@');
    expect(first).not.toContain('p100@');
    expect(textOf(first)).toContain('1–100 of 250 · page 1 of 3');
    const rejected = await get(`/imports/${importId}?outcome=rejected`);
    expect(rejected).toContain('p245@');
    expect(rejected).not.toContain('p1@');
    const last = await get(`/imports/${importId}?after=last`);
    expect(last).toContain('p249@');
    expect(last).not.toContain('rel="next"');
    const [, second = ''] = /href="([^"]+)" rel="prev"/.exec(last) ?? [];
    expect(await get(second.replaceAll('&amp;', '&'))).toContain('p199@');
  });

  test('is searched and sorted, and each keeps the other', async () => {
    const html = await get(`/imports/${importId}?q=person+24&sort=-name&outcome=imported`);
    expect(textOf(html)).toMatch(/Person 249 .*Person 248 .*Person 24 /);
    expect(html).not.toMatch(/p240@|p25@/);
    expect(html).toContain('aria-sort="descending"');
    expect(html).toContain(`href="/imports/${importId}?outcome=rejected&amp;q=person+24&amp;sort=-name"`);
    // While typing, htmx takes its part out of the whole page.
    const asked = { 'HX-Request': 'true', 'HX-Request-Type': 'full' };
    const typing = site.auditor.get(`/imports/${importId}?q=person+249`).set(asked);
    expect(textOf((await typing.expect(200)).text)).toMatch(/Person by person .*Person 249/);
    expect(textOf(await get(`/imports/${importId}?q=zzz&outcome=rejected`))).toContain(
      'No one found among the rejected',
    );
  });

  test('is in the list, also filtered by Team and outcome', async () => {
    for (const query of ['', `?team=${acme}`, '?outcome=completed', `?team=${acme}&outcome=with-rejections`]) {
      expect(importsOn(await get(`/imports${query}`))).toContain(importId);
    }
    for (const query of [`?team=${globex}`, '?outcome=cancelled', '?outcome=running', `?team=${randomUUID()}`]) {
      const html = await get(`/imports${query}`);
      expect(importsOn(html)).toEqual([]);
      expect(textOf(html)).toContain('No import fits all of these filters');
    }
    expect(await get(`/imports?team=${globex}`)).toContain(`<option value="${globex}" selected`);
  });

  test('is filtered by everything at once, and each filter can be cleared by itself', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const all = { from: today, to: today, by: site.adminId, team: acme, group: 'client:12', outcome: 'completed' };
    const query = new URLSearchParams({ ...all, reason: 'already-has-account' });
    const html = await get(`/imports?${query}`);
    expect(importsOn(html)).toEqual([importId]);
    const cleared = [...html.matchAll(/<li><a class="button secondary small" href="\/imports\?([^"]*)"/g)];
    expect(cleared).toHaveLength(7);
    expect(new URLSearchParams(cleared[0]?.[1]?.replaceAll('&amp;', '&')).has('from')).toBe(false);
    expect(textOf(html)).toContain('Team: Acme & Sons');
    query.set('to', '2020-01-01');
    query.delete('from');
    expect(importsOn(await get(`/imports?${query}`))).toEqual([]);
  });

  test('a value that is not a filter is said', async () => {
    const html = await get('/imports?from=2026-02-30&reason=x');
    expect(html).toContain('id="from-error"');
    expect(textOf(html)).toContain('Enter a day of the calendar');
    expect(html).toContain('id="reason-error"');
  });

  test('is printed with everyone on one page, without navigation, and says who and when', async () => {
    const html = await get(`/imports/${importId}/print`);
    const text = textOf(html);
    expect(text).toContain('295 listed = 200 imported + 50 rejected + 20 already in this Team + 25 left out');
    expect(text).toMatch(/Team Acme & Sons HaloPSA group Acme Imported by The admin Started/);
    expect(html.match(/<th scope="row">/g)).toHaveLength(250);
    expect(text).toMatch(/Person 0 p0@acme\.example Head office Rejected: Already has an account/);
    expect(text).toContain('p249@acme.example');
    expect(html).not.toMatch(/<nav|<script|<header/);
    expect(await get(`/imports/${importId}`)).toContain(`href="/imports/${importId}/print"`);
  });

  test('invalid query values are ignored', async () => {
    const long = 'x'.repeat(4_000);
    for (const query of ['before=x', 'before=%00', `before=${randomUUID()}`, 'outcome=x&outcome=y', `team=${long}`]) {
      expect(importsOn(await get(`/imports?${query}`))).toContain(importId);
    }
    for (const query of [
      'after=-1',
      'after=999999999',
      'after=1e9',
      'after=99999999999999999999',
      'outcome=%ED%A0%80',
      `after=${long}`,
    ]) {
      expect(await get(`/imports/${importId}?${query}`)).toContain('p1@');
    }
  });

  test('does not exist for other resellers', async () => {
    await site.stranger.get(`/imports/${importId}`).expect(404);
    expect(importsOn((await site.stranger.get(`/imports?team=${acme}`).expect(200)).text)).toEqual([]);
    expect((await site.stranger.get(`/imports?team=${acme}`)).text).not.toContain('Acme');
    await site.client.get(`/imports/${importId}`).expect(403);
    await site.client.get('/imports').expect(403);
    for (const id of [randomUUID(), 'x', '1 or 1=1', '%00', '../teams']) {
      await site.auditor.get(`/imports/${encodeURIComponent(id)}`).expect(404);
    }
  });
});

describe('an import that runs', () => {
  test('shows its progress in a fragment that polls until the end', async () => {
    const wanted = { teamId: globex, metadata: mine(), people: [null, 'no-email'] as const, toDecide: 10 };
    const importId = await site.newImport(wanted);
    const page = await get(`/imports/${importId}`, 'admin');
    expect(page).toContain('http-equiv="refresh"');
    expect(page).toContain(`action="/imports/${importId}/cancel"`);
    expect(await get(`/imports/${importId}`, 'auditor')).not.toContain('/cancel"');
    expect(importsOn(await get('/imports?outcome=running'))).toContain(importId);

    const poll = () => site.admin.get(`/imports/${importId}`).set('HX-Request', 'true').expect(200);
    const fragment = (await poll().expect('Vary', /HX-Request/)).text;
    expect(fragment).toMatch(/^<section id="import-progress"/);
    expect(fragment).toContain('hx-trigger="every 1s"');
    expect(textOf(fragment)).toContain('2 of 10 people decided');
    expect(textOf(fragment)).toContain('10 listed = 1 imported + 1 rejected');
    expect(textOf(fragment)).toContain('8 waiting');

    const counts = { importId, teamId: globex, imported: 1, rejected: 1, undecided: 8 };
    const end = { id: randomUUID(), type: 'ImportCancelled', data: counts, metadata: mine() };
    await site.runner.waitFor((await site.store.append(`import-${importId}`, 2, [end])).position, PATIENCE_MS);
    expect((await poll()).text).toContain('data-reload="yes"');
    expect((await poll()).text).not.toContain('hx-get');
    expect(textOf(await get(`/imports/${importId}`))).toContain(
      '10 listed = 1 imported + 1 rejected + 0 already in this Team + 8 left out',
    );
  });

  test('says that it is being cancelled as soon as Cancel is pressed', async () => {
    const importId = await site.newImport({ teamId: globex, metadata: mine(), people: [null], toDecide: 10 });
    ask(importId, globex, new Date());
    const html = await get(`/imports/${importId}?done=cancel-asked`, 'admin');
    expect(textOf(html)).toContain('Cancelling');
    expect(textOf(html)).toContain('The import is being cancelled.');
    expect(html).not.toContain('/cancel"');

    const counts = { importId, teamId: globex, imported: 1, rejected: 0, undecided: 9 };
    const end = { id: randomUUID(), type: 'ImportCancelled', data: counts, metadata: mine() };
    await site.runner.waitFor((await site.store.append(`import-${importId}`, 1, [end])).position, PATIENCE_MS);
    const ended = textOf(await get(`/imports/${importId}?done=cancel-asked`));
    expect(ended).toContain('The import was cancelled.');
    expect(ended).not.toMatch(/being cancelled|too late/);
  });

  test('says that it is starting until there is progress to show', async () => {
    const importId = randomUUID();
    await site.admin.get(`/imports/${importId}`).expect(404);
    ask(importId, globex);
    const html = await get(`/imports/${importId}`);
    expect(textOf(html)).toContain('The import is starting');
    expect(html).toContain('http-equiv="refresh"');
    const polled = await site.admin.get(`/imports/${importId}`).set('HX-Request', 'true').expect(200);
    expect(polled.text).toMatch(/^<section id="import-progress"/);
    await site.stranger.get(`/imports/${importId}`).expect(404);
    await site.stranger.get(`/imports/${importId}`).set('HX-Request', 'true').expect(404);
  });

  function ask(importId: string, teamId: string, cancelRequestedAt: Date | null = null): void {
    const group = { kind: 'client', id: 12, name: 'Acme' } as const;
    const { resellerId, adminId: actorId } = site;
    site.requests.all.push({
      resellerId,
      importId,
      teamId,
      group,
      requestedAt: new Date(),
      actorId,
      cancelRequestedAt,
    });
  }
});

test('the list is read in pages, newest first', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 55; n++) ids.push(await site.newImport({ teamId: acme, metadata: mine(), end: 'completed' }));
  const first = await get('/imports');
  expect(importsOn(first)).toEqual(ids.slice(5).toReversed());
  const next = /href="([^"]+)" rel="next"/.exec(first)?.[1] ?? '';
  const second = await get(next);
  expect(importsOn(second).slice(0, 5)).toEqual(ids.slice(0, 5).toReversed());
  expect(second).toMatch(/href="\/imports" rel="prev"/);
});

describe('names that have changed since', () => {
  const rename = (team: string, name: string) =>
    site.admin
      .post(`/teams/${team}`)
      .type('form')
      .send({ name })
      .expect(303)
      .expect('Location', /team-renamed/);
  /** Without the marks around names. */
  const plain = (html: string) => html.replace(/<\/?(?:bdi|wbr)[^<>]*>|[\u2068\u2069]/g, '').replaceAll('\u00a0', ' ');
  const titleOf = (html: string) => /<title>([^<]*)/.exec(plain(html))?.[1];

  test('an import shows its Team’s former and present names, and the Team’s page shows the rename', async () => {
    const team = await site.newTeam('Initech');
    const metadata = mine();
    const first = await site.newImport({ teamId: team, metadata, people: [null], end: 'completed' });
    await rename(team, 'Initrode');
    const second = await site.newImport({ teamId: team, metadata, people: [null], end: 'completed' });
    await rename(team, 'Chotchkie’s');
    const pages = [await get(`/imports/${first}`), await get(`/imports/${second}`)];
    expect(pages.map(titleOf)).toEqual([
      expect.stringMatching(/^Acme into Initech, \d+ \w+ \d{4}, \d\d:\d\d UTC · /),
      expect.stringMatching(/^Acme into Initrode, /),
    ]);
    for (const page of pages) expect(textOf(page)).toContain('now called Chotchkie’s');
    for (const page of pages) expect(textOf(page)).toContain('Open Chotchkie’s');
    const list = await get(`/imports?team=${team}`);
    expect([...plain(list).matchAll(/<h2><a [^>]*>([^<,]*)/g)].map(([, title]) => title)).toEqual([
      'Acme into Initrode',
      'Acme into Initech',
    ]);
    const found = textOf(await get('/people?q=p0@acme.example'));
    for (const name of ['Initech', 'Initrode']) expect(found).toContain(name);

    const history = (who: 'admin' | 'auditor') => get(`/teams/${team}`, who).then((html) => textOf(html));
    for (const who of ['admin', 'auditor'] as const) {
      expect(await history(who)).toMatch(
        /History of this Team .*Renamed from Initrode to Chotchkie’s The admin · .*Renamed from Initech to Initrode .*Added as Initech/,
      );
    }
  });

  test('the Team’s client admin sees no history', async () => {
    await site.newTeam('Their Team', site.clientsTeamId);
    expect((await site.client.get(`/teams/${site.clientsTeamId}`).expect(200)).text).not.toContain('History of');
  });

  test('each import has a title of its own, on its page, in its crumbs and in the list', async () => {
    const importId = await site.newImport({ teamId: acme, metadata: mine(), people: [null], end: 'completed' });
    const html = plain(await get(`/imports/${importId}`));
    const title = /<h1>([^<]*)/.exec(html)?.[1] ?? '';
    expect(title).toMatch(/^Acme into Acme &amp; Sons, .* UTC$/);
    expect(html).toContain(`<span aria-current="page">${title}</span>`);
    expect(plain(await get('/imports'))).toContain(`<a href="/imports/${importId}">${title}</a>`);
  });

  test('after Cancel, an import that has not begun says so', async () => {
    const importId = randomUUID();
    site.requests.all.push({
      ...{ importId, teamId: acme, resellerId: site.resellerId, actorId: site.adminId, cancelRequestedAt: new Date() },
      ...{ requestedAt: new Date(), group: { kind: 'client', id: 12, name: 'Acme' } },
    });
    const html = await get(`/imports/${importId}?done=cancel-asked`, 'admin');
    expect(textOf(html)).toContain('The import is being cancelled.');
    expect(plain(html)).toMatch(/<h1>Acme into Acme &amp; Sons, /);
  });
});
