import { randomUUID } from 'node:crypto';
import { NO_STREAM, type NewEvent } from '../../src/event-store/index.js';
import { startHistorySite, type HistorySite } from './site.js';
import { metadataOf } from './support.js';
import { PATIENCE_MS } from '../support/patience.js';

let site: HistorySite;
let acme: string;
beforeAll(async () => {
  site = await startHistorySite();
  acme = await site.newTeam('Acme & Sons');
});
afterAll(() => site.close());

interface Wanted {
  readonly name: string;
  readonly email: string | null;
  readonly reason?: 'no-email' | 'already-has-account';
}
const mine = () => metadataOf(site.resellerId, site.adminId);

/** One import of these people. @returns its id */
async function imported(people: readonly Wanted[], metadata = mine(), teamId = acme): Promise<string> {
  const importId = randomUUID();
  const event = (type: string, data: object): NewEvent => ({
    ...{ id: randomUUID(), type, metadata },
    data: { importId, teamId, ...data },
  });
  const events = people.map(({ reason, ...person }, n) =>
    reason
      ? event('UserRejected', { n, haloId: n, reason, person: { ...person, site: '' } })
      : event('UserImported', { n, haloId: n, accountId: randomUUID(), person: { ...person, site: '' } }),
  );
  const { position } = await site.store.append(`import-${importId}`, NO_STREAM, events);
  expect(await site.runner.waitFor(position, PATIENCE_MS)).toBe(true);
  return importId;
}

async function byHand(type: 'UserAdded' | 'UserRemoved', person: Wanted): Promise<void> {
  const accountId = randomUUID();
  const event = { id: randomUUID(), type, data: { accountId, teamId: acme, person }, metadata: mine() };
  const { position } = await site.store.append(`account-${accountId}`, NO_STREAM, [event]);
  expect(await site.runner.waitFor(position, PATIENCE_MS)).toBe(true);
}

const textOf = (html: string) =>
  html
    .replace(/<\/?(?:bdi|wbr)[^<>]*>/g, '')
    .replace(/<[^<>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
const search = async (q: string, who: 'admin' | 'auditor' | 'stranger' = 'auditor') =>
  (
    await site[who]
      .get(`/people?q=${encodeURIComponent(q)}`)
      .expect(200)
      .expect('Content-Type', /html/)
  ).text;
/** What the rows of a page say happened. */
const happened = (html: string) =>
  [...html.matchAll(/<th role="rowheader".*?<\/th>/gs)].map(([cell]) => textOf(cell).trim());
const nextOf = (html: string) => /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');

async function allPages(q: string): Promise<string[]> {
  const all: string[] = [];
  for (let path: string | undefined = `/people?q=${encodeURIComponent(q)}`; path;) {
    const html: string = (await site.auditor.get(path).expect(200)).text;
    expect(happened(html).length).toBeLessThanOrEqual(50);
    all.push(...happened(html));
    path = nextOf(html);
  }
  return all;
}

describe('what became of a person', () => {
  let importId: string;
  beforeAll(async () => {
    importId = await imported([
      { name: 'Lee, Ann', email: 'Ann.Lee@acme.example' },
      { name: 'Ann-Marie Leeds', email: 'amleeds@acme.example' },
      { name: 'Ännchen Lehmann', email: null, reason: 'no-email' },
      { name: 'Leo Annan', email: 'leo@acme.example', reason: 'already-has-account' },
      { name: '', email: 'zoe.quist@acme.example' },
    ]);
    await byHand('UserRemoved', { name: 'Lee, Ann', email: 'Ann.Lee@acme.example' });
    await byHand('UserAdded', { name: 'Ann Lee-Smith', email: 'ann.lee@acme.example.org' });
  });

  test('an address finds all its events, newest first, with actor, time, Team and source', async () => {
    for (const q of ['ann.lee@acme.example', ' ANN.LEE@Acme.example', 'Ann <ann.lee@acme.example>']) {
      expect(happened(await search(q))).toEqual([
        'Removed Lee, Ann (Ann.Lee@acme.example).',
        'Imported Lee, Ann (Ann.Lee@acme.example).',
      ]);
    }
    const html = await search('amleeds@acme.example', 'admin');
    expect(textOf(html)).toMatch(/Imported Ann-Marie Leeds \(amleeds@acme\.example\)\. Acme & Sons .+ UTC The admin/);
    expect(html).toContain(`href="/teams/${acme}"`);
    expect(html).toContain(`href="/imports/${importId}"`);
  });

  test('the beginning of an address finds people, and an unknown address is shown as a beginning', async () => {
    const three = await search('ann.lee@ac');
    expect(happened(three)).toHaveLength(3);
    expect(textOf(three)).not.toContain('No one was found by');
    const longer = await search('ann.lee@acme.example.or');
    expect(happened(longer)).toEqual(['Added Ann Lee-Smith (ann.lee@acme.example.org) by hand.']);
    expect(textOf(longer)).toContain('No one was found by the name or the whole address “ann.lee@acme.example.or”.');
  });

  test('beginnings of words find people in any order, regardless of capitals and accents', async () => {
    const found = happened(await search('ann le'));
    expect(found).toHaveLength(6);
    expect(found).toContain('Rejected Ännchen Lehmann: No email address.');
    expect(happened(await search('LE änn'))).toHaveLength(6);
    expect(happened(await search('leeds ma an'))).toEqual(['Imported Ann-Marie Leeds (amleeds@acme.example).']);
    expect(happened(await search('leann'))).toEqual([]);
  });

  test('a person without a name is found by words of the address; a text in no name is tried as the beginning of an address', async () => {
    expect(happened(await search('quist'))).toEqual(['Imported zoe.quist@acme.example.']);
    const html = await search('amle');
    expect(happened(html)).toEqual(['Imported Ann-Marie Leeds (amleeds@acme.example).']);
    expect(textOf(html)).toContain('These are people with it in their email address.');
  });

  test.each([
    ['@acme.example.org', ['Added Ann Lee-Smith (ann.lee@acme.example.org) by hand.']],
    ['acme.example.o', ['Added Ann Lee-Smith (ann.lee@acme.example.org) by hand.']],
    ['example.org', ['Added Ann Lee-Smith (ann.lee@acme.example.org) by hand.']],
    ['lee@acme.example.org', ['Added Ann Lee-Smith (ann.lee@acme.example.org) by hand.']],
    ['mailto:amleeds@acme.example;', ['Imported Ann-Marie Leeds (amleeds@acme.example).']],
    ['am\u200bleeds@acme.example', ['Imported Ann-Marie Leeds (amleeds@acme.example).']],
    ['leeds  ma\u200brie', ['Imported Ann-Marie Leeds (amleeds@acme.example).']],
  ])('parts of addresses, domains and pasted text find people: %j', async (q, found) => {
    expect(happened(await search(q))).toEqual(found);
  });

  test('each reseller finds only its own people', async () => {
    const searches = ['ann lee', 'lee', 'ann.lee@acme.example', 'ann.lee@'];
    const before = await Promise.all(searches.map(async (q) => happened(await search(q))));
    const theirs = metadataOf(site.strangersResellerId, randomUUID());
    const person = { name: 'Ann Lee', email: 'ann.lee@acme.example', reason: 'already-has-account' } as const;
    await imported(Array<Wanted>(120).fill(person), theirs, randomUUID());
    const after = await Promise.all(searches.map(async (q) => happened(await search(q))));
    expect(after).toEqual(before);
    for (const q of searches) {
      const found = happened(await search(q, 'stranger'));
      expect(found).toHaveLength(50);
      expect(new Set(found).size).toBe(1);
    }
  });
});

describe('pages', () => {
  const count = 130;
  const numbered = (n: number) => `Person ${String(n).padStart(3, '0')} Twomey-Twofold`;
  let importId: string;
  beforeAll(async () => {
    const people = Array.from({ length: count }, (_, n) => ({ name: numbered(n), email: `twofold@page.example` }));
    importId = await imported(people);
  });

  test.each(['twof', 'two', 'twomey twofold', 'pers two', 'two person', 'twofold@page.example', 'twofold@pa'])(
    'of %s list each person once',
    async (q) => {
      const all = await allPages(q);
      expect(new Set(all).size).toBe(count);
      expect(all).toHaveLength(count);
    },
  );

  test('of many with one name are newest first', async () => {
    await imported(
      Array.from({ length: count }, (_, n) => ({ name: 'Same Sameness', email: `same${n}@page.example` })),
    );
    const all = await allPages('sameness');
    expect(all.map((text) => Number(/same(\d+)@/.exec(text)?.[1]))).toEqual(
      Array.from({ length: count }, (_, n) => count - 1 - n),
    );
    expect(await allPages('same')).toEqual(all);
  });

  test('an invalid cursor, or one of another reseller, shows the first page', async () => {
    const first = happened(await search('twof'));
    const other = metadataOf(site.strangersResellerId, randomUUID());
    const theirs = await imported([{ name: 'Two Fold', email: null, reason: 'no-email' }], other, randomUUID());
    const long = 'x'.repeat(4_000);
    const cursors = [
      'x',
      '%00',
      `0.import-${theirs}.0.0`,
      `7.import-${importId}.0.0`,
      `0.import-${importId}.0.99`,
      long,
    ];
    for (const after of [...cursors, `0.import-${importId}.99.0&after=x`]) {
      const { text } = await site.auditor.get(`/people?q=twof&after=${after}`).expect(200);
      expect(happened(text)).toEqual(first);
      expect(text).not.toContain('rel="prev"');
    }
    const next = nextOf(await search('twof')) ?? '';
    expect(next).not.toMatch(/person|00000/i);
    expect((await site.auditor.get(next).expect(200)).text).toContain('href="/people?q=twof"');
  });

  test('pages continue after a thousand people who were already listed', async () => {
    // Each of them is found at "jona" and passed over at "jonas"; one more comes behind all of these.
    const people = Array.from({ length: 1_200 }, (_, n) => ({ name: 'Jona Jonas', email: `jj${n}@page.example` }));
    await imported([...people, { name: 'Jonasz', email: 'jjz@page.example' }]);
    for (const q of ['jona', 'jj']) expect(new Set(await allPages(q)).size).toBe(1_201);
  });
});

describe('what may be typed', () => {
  test('an empty search shows how to search, and the form works without a script', async () => {
    const html = (await site.admin.get('/people').expect(200)).text;
    expect(textOf(html)).toContain('Whom are you looking for?');
    expect(html).toMatch(/<form class="search" method="get"[^>]* action="\/people" role="search"/);
    expect(html).toMatch(/<label[^>]* for="q">Search people<\/label>/);
  });

  test.each([
    ['a', 'Enter at least two letters of a name'],
    ['?!', 'Enter at least two letters of a name'],
    ['@nowhere.example', 'No one with “@nowhere.example” was imported'],
    ['nobody at all', 'No one with “nobody at all” was imported, rejected, added or removed.'],
    ["%_\\'; --", 'Enter at least two letters'],
    ['%%an', 'Ann'],
    ['<script>alert(1)</script>', 'No one with'],
  ])('%s: %s', async (q, words) => {
    const html = await search(q);
    expect(textOf(html).replaceAll('&lt;', '<')).toContain(words);
    expect(html).not.toContain('<script>alert');
  });

  test('overlong text and characters that PostgreSQL refuses do no harm', async () => {
    for (const q of ['%00', '%ED%A0%80', 'an%00n', `q=x&q=y`, 'x'.repeat(7_000), '%F4%8F%BF%BF%F4%8F%BF%BF']) {
      await site.auditor.get(`/people?q=${q}`).expect(200);
    }
    const html = await search(`ann ${'x'.repeat(5_000)}`);
    expect(html).toContain(`value="ann ${'x'.repeat(196)}"`);
  });
});

test('the list of imports has the search field too, and client admins see neither page', async () => {
  expect((await site.auditor.get('/imports').expect(200)).text).toContain('action="/people"');
  await site.client.get('/people').expect(403);
  await site.client.get('/people?q=ann').expect(403);
});
