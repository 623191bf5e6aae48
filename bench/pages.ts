import type pg from 'pg';
import { projections } from '../src/app.js';
import { toCursor } from '../src/shared/keyset.js';
import { fillHistory, withoutIndexes, type LargeHistory } from './history-rows.js';
import { openPortal, type Get } from './open-portal.js';
import { median, percentile, timed, type Bench, type Line } from './support.js';

/** A page, and its path for a reseller with a history of a given size. The path is built for each request. */
export interface PageRequest {
  readonly what: string;
  readonly path: (history: LargeHistory) => string;
}

const some = (from: number, to: number) => from + Math.floor(Math.random() * (to - from));
const placeAt = (revision: number) => toCursor({ keys: [String(revision)], rows: revision });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const search = (q: string) => `/people?q=${encodeURIComponent(q)}`;

/** A list to import, finished imports, and search terms for them. */
export const PAGES: readonly PageRequest[] = [
  { what: 'roster page, first', path: ({ roster }) => `/rosters/${roster}` },
  {
    what: 'roster page, in the middle',
    path: ({ roster, people }) => `/rosters/${roster}?after=${people / 2}-${some(1, people)}`,
  },
  { what: 'roster page, with a red X', path: ({ roster }) => `/rosters/${roster}?show=blocked` },
  { what: 'import page, first', path: ({ largestImport }) => `/imports/${largestImport}` },
  {
    what: 'import page, in the middle',
    path: ({ largestImport, people }) => `/imports/${largestImport}?after=${placeAt(some(people / 5, people / 4))}`,
  },
  {
    what: 'import page, by name',
    path: ({ largestImport }) => `/imports/${largestImport}?sort=-name&outcome=rejected`,
  },
  { what: 'history list, first', path: () => '/imports' },
  { what: 'history list, in the middle', path: ({ middleImport }) => `/imports?before=${middleImport}` },
  {
    what: 'person search, an address',
    path: ({ addressOf, people }) => search(addressOf(some(1, people))),
  },
  {
    what: 'person search, a rare beginning',
    path: ({ rareWordOf, people }) => search(rareWordOf(some(1, people / 100) * 100).slice(0, -1)),
  },
  { what: 'person search, a common beginning', path: () => search('jo') },
  { what: 'person search, two common beginnings', path: () => search('jo sm') },
  {
    what: 'person search, a part of an address',
    path: ({ addressOf, people }) => search(addressOf(some(1, people)).slice('person.'.length, -'.example'.length)),
  },
  { what: 'person search, a domain of all', path: ({ resellerId }) => search(`@${resellerId}`) },
  { what: 'person search, two that never meet', path: () => search('el wo') },
  { what: 'imports of a Team', path: ({ team }) => `/imports?team=${team}` },
  { what: 'imports of a Team with nothing rejected', path: ({ team }) => `/imports?team=${team}&outcome=completed` },
  {
    what: 'imports of a day, group and admin',
    path: ({ resellerId }) => `/imports?from=${daysAgo(1)}&to=${daysAgo(1)}&group=client:1&by=${resellerId}`,
  },
  { what: 'people of a Team', path: ({ team }) => `/people?team=${team}` },
  { what: 'people rejected for a reason', path: () => '/people?reason=already-has-account' },
  { what: 'people of a filter that fits none', path: () => '/people?reason=malformed-email' },
  { what: 'history of a Team', path: ({ team }) => `/teams/${team}/history` },
  {
    what: 'history of a Team, its people in the middle',
    path: ({ team, largestImport, people }) =>
      `/teams/${team}/history?people=each&before=import-${largestImport}.${some(people / 5, people / 4)}`,
  },
  { what: 'history of a person', path: ({ account }) => `/people/${account}` },
  { what: 'a Team as of a day', path: ({ team }) => `/teams/${team}/as-of?day=${daysAgo(0)}` },
];

/** Histories of these sizes, each of a reseller of its own, in one database behind one portal. */
export async function withHistories<T>(
  bench: Bench,
  sizes: readonly number[],
  work: (portal: { histories: readonly LargeHistory[]; pool: pg.Pool; get: Get }) => Promise<T>,
): Promise<T> {
  const pool = await bench.database();
  const histories: LargeHistory[] = [];
  await withoutIndexes(pool, async () => {
    const { rows } = await pool.query<{ last: number }>(
      'select coalesce(max(position), $1)::integer as last from history',
      ['0'],
    );
    let before = rows[0]?.last ?? 0;
    for (const people of sizes) {
      histories.push(await fillHistory(pool, people, before));
      // Each person, and room for the end of an import behind each.
      before += 2 * people;
    }
  });
  // Pretend that the projections have read the log to its end.
  await pool.query(
    `insert into log.projection_checkpoint (name, position) select unnest($1::text[]), (select max(position) from history)
     on conflict (name) do update set position = excluded.position`,
    [projections.map(({ name }) => name)],
  );
  await pool.query('vacuum analyze');
  const { get, close } = await openPortal(
    pool,
    histories.map(({ resellerId }) => resellerId),
  );
  return work({ histories, pool, get }).finally(close);
}

/**
 * Pages of a reseller with a small and of one with a large history, requested alternately.
 * @param times per round
 */
export async function pagesAtTwoSizes(bench: Bench, sizes: readonly [number, number], times: number): Promise<Line[]> {
  return withHistories(bench, sizes, async ({ histories, get }) => {
    const lines: Line[] = [];
    for (const page of PAGES) lines.push(...(await compare(page, histories, get, times)));
    return lines;
  });
}

async function compare({ what, path }: PageRequest, histories: readonly LargeHistory[], get: Get, times: number) {
  const rounds = histories.map(() => Array.from({ length: ROUNDS }, () => [] as number[]));
  for (let n = -WARM_UP; n < ROUNDS * times; n++) {
    for (const [which, history] of histories.entries()) {
      const ms = await timed(() => get(history.resellerId, path(history)));
      if (n >= 0) rounds[which]?.[Math.floor(n / times)]?.push(ms);
    }
  }
  const [fewer, more] = histories.map(({ people }) => people.toLocaleString('en'));
  return [50, 99].map((percent) => {
    const [small = NaN, large = NaN] = rounds.map((each) => median(each.map((round) => percentile(round, percent))));
    return {
      what: `4. ${what}: p${percent} at ${more} entries, against ${fewer}`,
      ...{ measured: `${large.toFixed(1)} ms`, against: `${small.toFixed(1)} ms`, ratio: large / small },
    };
  });
}

/** The median over all rounds: a pause of the machine or of the garbage collector affects one round of one size. */
const ROUNDS = 5;
const WARM_UP = 20;
