import type { VNode } from 'preact';
import { ChooseGroupsPage } from '../../src/modules/runs/start-run/choose-groups-page.js';
import { findGroups } from '../../src/modules/runs/start-run/found-groups.js';
import { PairsPage } from '../../src/modules/runs/start-run/pairs-page.js';
import { knownOf, proposePair } from '../../src/modules/runs/start-run/proposals.js';
import { pairRows } from '../../src/modules/runs/start-run/read-pairs.js';
import type { Judged, Pair, Run } from '../../src/modules/runs/run-types.js';
import type { PairImport } from '../../src/modules/runs/run-page/run-sums.js';
import { RunPage } from '../../src/modules/runs/run-page/run-page.js';
import { RunsPage } from '../../src/modules/runs/run-page/runs-page.js';
import { shownRun } from '../../src/modules/runs/run-page/shown-run.js';
import { admin, at, auditor, firstPage, northwind, someTeams, uuid } from './samples.js';

const names = [
  'Contoso Ltd',
  'Fabrikam Residences',
  'Łódź Spółka z ograniczoną odpowiedzialnością',
  'Ørsted Marine',
  '株式会社サンプル',
  'Tailspin Toys',
  'Wingtip',
];
const groups = names.map((name, n) => ({
  ...{ kind: n === 6 ? ('list' as const) : ('client' as const), id: n + 1, name, topLevel: null, inactive: n === 5 },
}));
const known = knownOf(groups, someTeams.slice(0, 3));
const last = {
  ...{ importId: uuid(200), teamId: northwind.id, at: at(-9_000) },
  group: { kind: 'client' as const, id: 1, name: 'Contoso Ltd' },
};
const offered = groups.map((group, n) => ({
  value: `${group.kind}-${group.id}`,
  group,
  proposal: proposePair(group, n === 0 || n === 3 ? last : undefined, known),
}));
const byValue = new Map(offered.map((one) => [one.value, one]));
const query = { q: '', show: 'all', page: 1 } as const;
const many = Array.from({ length: 120 }, (_one, n) => {
  const group = { ...groups[n % 5]!, id: n + 1, name: `${names[n % 5]} ${n + 1}` };
  return { value: `client-${n + 1}`, group, proposal: proposePair(group, undefined, known) };
});
const rows = pairRows(
  offered.map(({ value }) => value),
  new Map([
    ['client-4', 'Ørsted'],
    ['client-5', ''],
  ]),
  byValue,
  known,
);

const run: Run = {
  ...{ id: uuid(700), resellerId: uuid(1), requestedAt: at(-12), cancelRequestedAt: null, endedAt: null },
  metadata: { resellerId: uuid(1), actor: { id: uuid(2), role: 'admin' }, correlationId: uuid(700) },
};
const judged: Judged = { listed: 64, toImport: 57, rejected: 3, alreadyInTeam: 0, leftOut: 4, doubts: [] };
const pair = (n: number, change: Partial<Pair>): Pair => ({
  ...{ n, group: { kind: 'client', id: n, name: names[(n - 1) % 7] ?? '' }, teamId: uuid(100 + n) },
  ...{ teamName: names[(n - 1) % 7] ?? '', isNew: n % 3 === 0, matched: 'name', listId: uuid(800 + n), judged },
  ...{ judgedVersion: 1, confirmedVersion: null, outcome: null, why: null, hasTeam: true, list: 'loaded', fault: null },
  ...{ received: 64, announced: 64, tickVersion: 1, import: 'none' },
  ...change,
});
const confirmed: Partial<Pair> = { confirmedVersion: 1 };
const doubtful = { ...judged, doubts: ['group-went-elsewhere', 'fewer', 'unmatched'] as const };
const imported = (n: number, change: Partial<PairImport>): [string, PairImport] => [
  uuid(800 + n),
  {
    ...{ listId: uuid(800 + n), status: 'completed', listed: 64, imported: 57, rejected: 3, alreadyInTeam: 0 },
    ...{ leftOut: 4, waiting: 0 },
    ...change,
  },
];
const sums = new Map([
  imported(1, { listed: 1_310, imported: 1_204, rejected: 61, alreadyInTeam: 20, leftOut: 25 }),
  imported(2, { status: 'running', imported: 20, rejected: 0, waiting: 40 }),
]);
const settingUp = [
  pair(1, { list: null, hasTeam: false }),
  pair(2, { list: 'loading', received: 350, announced: 1_310 }),
  pair(3, {}),
  pair(4, { judged: doubtful }),
  pair(5, { judged: { ...judged, toImport: 0, leftOut: 61 } }),
  pair(6, { list: 'failed', fault: 'timed-out' }),
  pair(7, {}),
];
const going = [
  pair(1, { ...confirmed, import: 'ended' }),
  pair(2, { ...confirmed, import: 'running' }),
  pair(3, confirmed),
  pair(4, { judged: doubtful, why: 'ticks-changed' }),
  pair(5, confirmed),
  pair(6, { outcome: 'skipped' }),
  pair(7, { outcome: 'stopped', why: 'name-taken' }),
];
const over: Run = { ...run, endedAt: at(0) };
const ended = going.map((one) => (one.n === 2 ? pair(2, { ...confirmed, import: 'ended' }) : one));
const cancelled: Run = { ...over, cancelRequestedAt: at(-1) };
const endedSums = new Map([...sums, imported(2, { status: 'cancelled', imported: 20, rejected: 0, leftOut: 44 })]);

export const runPages: Readonly<Record<string, VNode>> = {
  runs: (
    <RunsPage
      visitor={admin}
      names={() => 'Ada Adeyemi'}
      page={firstPage}
      runs={[
        { id: uuid(700), requestedAt: at(-12), endedAt: null, cancelled: false, actorId: uuid(2), pairs: 7 },
        { id: uuid(701), requestedAt: at(-900), endedAt: at(-880), cancelled: false, actorId: uuid(2), pairs: 40 },
        { id: uuid(702), requestedAt: at(-9_000), endedAt: at(-8_990), cancelled: true, actorId: uuid(2), pairs: 1 },
      ]}
    />
  ),
  'runs-none': <RunsPage visitor={auditor} names={() => ''} page={firstPage} runs={[]} />,
  'runs-new': (
    <ChooseGroupsPage
      {...{ visitor: admin, query, loadedAt: at(-3), open: [{ id: uuid(700), requestedAt: at(-12), pairs: 7 }] }}
      found={findGroups(offered, query)}
      chosen={offered.slice(0, 3).map(({ value, group }) => ({ value, name: group.name }))}
    />
  ),
  'runs-new-many': (
    <ChooseGroupsPage
      {...{ visitor: admin, loadedAt: at(-3), open: [] }}
      query={{ q: 'o', show: 'new', page: 2 }}
      found={findGroups(many, { q: '', show: 'new', page: 2 })}
      chosen={many.slice(0, 104).map(({ value, group }) => ({ value, name: group.name }))}
    />
  ),
  'runs-new-empty': (
    <ChooseGroupsPage {...{ visitor: admin, query, loadedAt: undefined, open: [], found: undefined, chosen: [] }} />
  ),
  'runs-pairs': (
    <PairsPage {...{ visitor: admin, id: uuid(700), teams: names }} rows={rows.filter(({ problem }) => !problem)} />
  ),
  'runs-pairs-wrong': <PairsPage {...{ visitor: admin, id: uuid(700), teams: names, rows, problem: 'rows' }} />,
  'runs-pairs-new-teams': (
    <PairsPage
      {...{ visitor: admin, id: uuid(700), teams: names, problem: 'new-teams' }}
      rows={rows.filter(({ problem }) => !problem)}
    />
  ),
  'run-to-confirm': (
    <RunPage
      {...{ visitor: admin, run, noWorker: false, by: 'Ada Adeyemi' }}
      shown={shownRun(run, settingUp, new Map())}
    />
  ),
  'run-going': (
    <RunPage {...{ visitor: admin, run, noWorker: false, by: 'Ada Adeyemi' }} shown={shownRun(run, going, sums)} />
  ),
  'run-waits': (
    <RunPage
      {...{ visitor: admin, run, noWorker: true, by: 'Ada Adeyemi' }}
      shown={shownRun(
        run,
        going.map((one) => (one.n === 2 ? { ...one, outcome: 'skipped' } : one)),
        sums,
      )}
    />
  ),
  'run-cancelled': (
    <RunPage
      {...{ visitor: auditor, run: cancelled, noWorker: false, by: 'Ada Adeyemi' }}
      shown={shownRun(cancelled, ended, endedSums)}
    />
  ),
};
