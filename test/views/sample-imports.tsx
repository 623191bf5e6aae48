import type { VNode } from 'preact';
import type { RejectionReason } from '../../src/facts/index.js';
import { addDays } from '../../src/shared/days.js';
import { isolated } from '../../src/views/components/name.js';
import { ImportPage } from '../../src/modules/history/imports/import-page.js';
import type { ImportEntry } from '../../src/modules/history/imports/import-entries.js';
import type { PersonRow } from '../../src/modules/history/imports/import-types.js';
import { ImportStartingPage } from '../../src/modules/history/imports/import-starting.js';
import { ImportsPage } from '../../src/modules/history/imports/imports-page.js';
import { ExportsPage, type ExportEntry } from '../../src/modules/history/exports/exports-page.js';
import { PeoplePage, type PersonEntryRow } from '../../src/modules/history/people/people-page.js';
import { RosterConfirmPage } from '../../src/modules/imports/import-users/roster-confirm.js';
import { RosterExpiredPage } from '../../src/modules/rosters/people/roster-expired.js';
import { RosterLoadingPage } from '../../src/modules/rosters/load/roster-loading.js';
import { RosterPage, type RosterPageProps } from '../../src/modules/rosters/people/roster-page.js';
import { otherNumberBanner } from '../../src/modules/rosters/ticks/other-number-banner.js';
import type { RosterRow } from '../../src/modules/rosters/roster-types.js';
import { reloadPages } from './sample-reloads.js';
import { flash } from '../../src/views/words/banners.js';
import { admin, at, auditor, firstPage, northwind, someMembers, someTeams, uuid } from './samples.js';

const frame = {
  visitor: admin,
  team: northwind,
  group: { value: 'client:1', name: 'Contoso Ltd (HQ)' },
  rosterId: uuid(400),
};

const reasons: readonly RejectionReason[] = [
  'no-email',
  'malformed-email',
  'duplicate-in-list',
  'already-in-this-team',
  'already-has-account',
];
const rows: readonly RosterRow[] = Array.from({ length: 15 }, (_, index) => ({
  haloId: 1_000 + index,
  name: someMembers[index % 6]?.name ?? '',
  email: index % 7 === 3 ? null : `person${index}@contoso.example`,
  site: index % 5 === 4 ? null : 'Main site, Rotterdam',
  inactive: index % 9 === 1,
  serviceAccount: index % 9 === 4,
  generalUser: index % 11 === 5,
  technician: index % 11 === 6,
  prospect: index % 11 === 7,
  blocked: index % 3 === 2 ? (reasons[index % 5] ?? null) : null,
  keeper: reasons[index % 5] === 'duplicate-in-list' ? 'Ann Lee' : null,
  ticked: index % 3 === 0,
}));

export const roster: RosterPageProps = {
  ...frame,
  rows,
  counts: {
    ...{ listed: 1_310, importable: 1_229, selectAll: 1_204, blocked: 81, ticked: 1_204 },
    facets: {
      'no-email': [40, 0, 0],
      'malformed-email': [3, 0, 0],
      'duplicate-in-list': [12, 0, 0],
      'already-has-account': [26, 0, 0],
      unusual: [25, 25, 2],
      inactive: [20, 18, 2],
      'service-account': [8, 7, 0],
    },
    sites: [
      ['Main site, Rotterdam', 1_300],
      ['Harbour', 10],
    ],
  },
  show: 'all',
  q: '',
  site: '',
  order: { by: 'name', desc: false },
  these: null,
  range: { from: 1, to: 15, of: 1_310, size: 100 },
  at: '0',
  previous: null,
  last: 'last',
  next: '15-314',
};

const domains = (...counts: (readonly [string, number])[]) => ({
  counts: counts.map(([domain, people]) => ({ domain, people })),
  more: false,
});
const pastImport = {
  importId: uuid(200),
  teamId: northwind.id,
  group: { kind: 'client' as const, id: 7, name: 'Contoso Holding' },
  at: at(-90_000),
};
export const confirmation = {
  ...frame,
  numbers: { listed: 1_310, toImport: 1_204, rejected: 61, alreadyInTeam: 20, leftOut: 25 },
  reasons: [
    { reason: 'already-has-account' as const, people: 49 },
    { reason: 'malformed-email' as const, people: 12 },
  ],
  client: { members: domains(), ticked: domains(['contoso.example', 1_204]), doubts: [] },
  teamNames: new Map([[uuid(101), 'Fabrikam Residences']]),
  unusual: { people: [], total: 0 },
};
const sum = { listed: 1_310, imported: 1_204, rejected: 61, alreadyInTeam: 20, leftOut: 25, waiting: 0 };
const running = { ...sum, imported: 500, rejected: 61, waiting: 704 };

export const entry: ImportEntry = {
  id: uuid(200),
  team: northwind,
  group: 'Contoso Ltd (HQ)',
  by: 'Ada Adeyemi',
  startedAt: at(-5),
  endedAt: at(-3.7),
  status: 'completed',
  sum,
  reasons: confirmation.reasons,
};

const people: readonly PersonRow[] = rows.slice(0, 12).map(({ haloId, name, email, blocked }, index) => ({
  haloId,
  name,
  email,
  accountId: blocked ? null : uuid(300 + (index % 6)),
  outcome: blocked ? { rejected: blocked } : 'imported',
  at: at(-5 + index / 60),
}));

const runs: ImportEntry = { ...entry, endedAt: null, status: 'running', sum: running };

const zoe = `${isolated('Zoë Åkesson')} (${isolated('zoe.akesson@contoso.example')})`;
const filesMade = { exportId: uuid(1), format: 'csv', zone: 'Europe/Berlin', filter: {} } as const;
const exported: readonly ExportEntry[] = [
  { ...filesMade, kind: 'people', person: { searchedFor: 'Zoë' } } as const,
  {
    ...filesMade,
    kind: 'imports',
    filter: { from: '2026-03-01', to: '2026-03-05', outcome: 'with-rejections' },
  } as const,
  { ...filesMade, kind: 'import-people', importId: uuid(200), filter: { outcome: 'rejected' } } as const,
  { ...filesMade, kind: 'members', filter: { team: northwind.id } } as const,
].map((data, n) => ({
  ...{ revision: 9 - n, data, at: at(-n * 700), by: 'Otto Lindqvist' },
  team: data.kind === 'members' ? northwind.name : undefined,
}));
const found: readonly PersonEntryRow[] = [
  { what: `Removed ${zoe}.`, kind: 'removed' as const, importId: null },
  {
    what: `Imported ${isolated('Bartholomew Featherstonehaugh-Cholmondeley')} (${isolated('bartholomew.featherstonehaugh-cholmondeley@contoso-holdings.example')}).`,
    kind: 'imported' as const,
    importId: uuid(200),
  },
  {
    what: `Rejected ${zoe}: Already has an account in BrainStation.`,
    kind: 'rejected' as const,
    importId: uuid(201),
  },
  {
    what: `Added ${isolated('山田 太郎')} (${isolated('taro@contoso.example')}) by hand.`,
    kind: 'added' as const,
    importId: null,
  },
].map((entry, index) => ({
  ...{ ...entry, key: String(index), team: northwind, at: at(-index * 900), by: 'Ada Adeyemi' },
  accountId: entry.kind === 'rejected' ? undefined : uuid(300 + index),
}));

export const everyone = { outcome: 'all', q: '', order: { by: 'when', desc: false } } as const;

const choices = { teams: someTeams, actors: someTeams, groups: someTeams };
const free = { filter: { values: {}, problems: {} }, isFiltered: false, choices };

const sums = Array.from({ length: 30 }, (_, index) => ({
  day: addDays('2026-10-25', index),
  ...{ from: at((index - 30) * 1_440), to: at((index - 29) * 1_440) },
  imported: index % 3 === 0 ? 0 : (index * 137) % 1_300,
  rejected: index % 4 === 1 ? (index * 31) % 90 : 0,
}));
const chart = { unit: 'day', first: '2026-10-25', last: '2026-11-23', sums, isWider: false } as const;
const year = {
  ...{ unit: 'month' as const, first: '2026-01-01', last: '2026-11-23', isWider: true },
  sums: sums.slice(0, 11).map((sum, index) => ({ ...sum, day: `2026-${String(index + 1).padStart(2, '0')}-01` })),
} as const;

export const importPages: Readonly<Record<string, VNode>> = {
  'roster-loading': (
    <RosterLoadingPage {...frame} progress={{ state: 'loading', received: 800, announced: 2_500, secondsLeft: 17 }} />
  ),
  'roster-waiting': (
    <RosterLoadingPage
      {...frame}
      progress={{ state: 'waiting', received: 800, announced: 2_500, until: at(4), why: 'maintenance' }}
    />
  ),
  'roster-failed': (
    <RosterLoadingPage
      {...frame}
      progress={{ state: 'failed', received: 800, announced: 2_500, fault: 'list-broken' }}
    />
  ),
  'roster-stopped': (
    <RosterLoadingPage
      {...frame}
      progress={{ state: 'failed', received: 800, announced: 2_500, fault: 'cancelled', canGoOn: true }}
    />
  ),
  roster: <RosterPage {...roster} />,
  'roster-warning': (
    <RosterPage
      {...roster}
      doubts={{
        fewer: { announced: 1_312, received: 1_310 },
        unsure: 'changed',
        leftOut: { addressesOnly: 2, withoutId: 1, withoutClient: 3, strangers: 9 },
      }}
      problem="nobody-ticked"
      counts={{ ...roster.counts, ticked: 0 }}
    />
  ),
  'roster-found': (
    <RosterPage
      {...roster}
      q="contoso.example"
      these={{ shown: 285, selectable: 271, leftOut: 14, ticked: 12 }}
      range={{ from: 1, to: 15, of: 285, size: 100 }}
      banner={otherNumberBanner('select-271-285')}
    />
  ),
  'roster-none-importable': (
    <RosterPage
      {...roster}
      rows={rows.filter(({ blocked }) => blocked !== null)}
      counts={{ listed: 5, importable: 0, selectAll: 0, blocked: 5, ticked: 0, facets: { 'no-email': [5, 0, 0] } }}
      range={{ from: 1, to: 5, of: 5, size: 100 }}
      next={null}
      last={null}
    />
  ),
  'roster-site': (
    <RosterPage
      {...roster}
      show="blocked"
      site="Harbour"
      order={{ by: 'site', desc: true }}
      these={{ shown: 10, selectable: 0, leftOut: 0, ticked: 0 }}
    />
  ),
  'roster-nothing-found': (
    <RosterPage
      {...roster}
      rows={[]}
      q="zzz"
      show="ticked"
      these={{ shown: 0, selectable: 0, leftOut: 0, ticked: 0 }}
      range={{ from: 0, to: 0, of: 0, size: 100 }}
      next={null}
    />
  ),
  'roster-empty': (
    <RosterPage {...roster} rows={[]} counts={{ listed: 0, importable: 0, selectAll: 0, blocked: 0, ticked: 0 }} />
  ),
  'roster-confirm': <RosterConfirmPage {...confirmation} tickVersion={3} />,
  'roster-confirm-doubtful': (
    <RosterConfirmPage
      {...confirmation}
      client={{
        members: domains(['contoso.example', 1_204], ['xn--bcher-kva.example', 12], ['gmail.com', 3], ['x.example', 1]),
        ticked: domains(['fabrikam-residences.example', 1_204]),
        doubts: [
          { kind: 'other-domains', ticked: 'fabrikam-residences.example', members: 'contoso.example' },
          { kind: 'group-went-elsewhere', last: { ...pastImport, teamId: uuid(101) } },
          { kind: 'team-had-another-group', last: pastImport },
        ],
      }}
      unusual={{ people: rows.map((row) => ({ ...row, inactive: true })).slice(0, 10), total: 22 }}
      lookAlikes={[{ name: 'Аnn Lee', email: 'ann@contoso.example' }]}
      tickVersion={3}
    />
  ),
  'roster-confirm-changed': (
    <RosterConfirmPage
      {...confirmation}
      numbers={{ ...confirmation.numbers, toImport: 1, leftOut: 1_228 }}
      tickVersion={4}
      changed
    />
  ),
  'roster-expired': <RosterExpiredPage {...frame} />,
  ...reloadPages,
  'import-starting': (
    <ImportStartingPage
      {...{ visitor: admin, team: northwind, group: entry.group, startedAt: entry.startedAt }}
      {...{ importId: uuid(200), cancelling: true, canCancel: false, catchingUp: true }}
      banner={flash('cancel-asked')}
    />
  ),
  'import-running': (
    <ImportPage visitor={admin} entry={runs} secondsLeft={42} people={[]} {...everyone} page={firstPage} />
  ),
  'import-completed': (
    <ImportPage
      visitor={auditor}
      entry={{ ...entry, team: { ...northwind, name: 'Nordwind', nowCalled: northwind.name } }}
      people={people}
      {...everyone}
      page={{ at: null, next: 'x', last: 'last', range: { from: 1, to: 100, of: 1_265, size: 100 } }}
    />
  ),
  'import-searched': (
    <ImportPage
      {...{ visitor: admin, entry, outcome: 'rejected', q: 'contoso', order: { by: 'name', desc: true } }}
      people={people.filter(({ outcome }) => outcome !== 'imported')}
      page={{ ...firstPage, range: { from: 1, to: 4, of: 4, size: 100 } }}
    />
  ),
  'import-nobody-found': (
    <ImportPage
      {...{ visitor: admin, entry, outcome: 'rejected', q: 'zzz', order: everyone.order, people: [], page: firstPage }}
    />
  ),
  'import-cancelled': (
    <ImportPage
      visitor={admin}
      entry={{ ...entry, status: 'cancelled', sum: { ...running, waiting: 0, leftOut: 729 } }}
      people={[]}
      {...everyone}
      outcome="rejected"
      page={firstPage}
      catchingUp
    />
  ),
  imports: (
    <ImportsPage
      visitor={auditor}
      imports={[
        runs,
        entry,
        { ...entry, id: uuid(201), status: 'cancelled', team: { id: uuid(101), name: 'Fabrikam Residences' } },
      ]}
      choices={{ teams: someTeams, actors: someTeams, groups: someTeams }}
      filter={{ values: {}, problems: {} }}
      chart={chart}
      page={{ at: null, next: 'x' }}
    />
  ),
  people: <PeoplePage {...free} visitor={auditor} q="ak zo" entries={found} page={{ at: 'x', next: 'x' }} />,
  'people-instead': (
    <PeoplePage {...free} visitor={admin} q="zoe@contoso.ex" entries={found} instead page={firstPage} />
  ),
  exports: <ExportsPage visitor={auditor} entries={exported} page={{ at: null, next: 'x' }} />,
  'exports-empty': <ExportsPage visitor={admin} entries={[]} page={firstPage} />,
  'people-before': <PeoplePage {...free} visitor={admin} q="" entries={[]} page={firstPage} />,
  'people-too-short': <PeoplePage {...free} visitor={admin} q="a" entries={[]} problem="too-short" page={firstPage} />,
  'people-nobody': <PeoplePage {...free} visitor={admin} q="nobody at all" entries={[]} page={firstPage} />,
  'imports-empty': (
    <ImportsPage
      visitor={admin}
      imports={[]}
      choices={{ teams: [], actors: [], groups: [] }}
      filter={{ values: {}, problems: {} }}
      page={firstPage}
    />
  ),
  'imports-chart-by-month': (
    <ImportsPage
      {...{ visitor: admin, imports: [], choices, chart: year, page: firstPage }}
      filter={{ values: { reason: 'no-email' }, problems: {} }}
    />
  ),
  'imports-chart-empty': (
    <ImportsPage
      {...{ visitor: admin, imports: [entry], choices, page: firstPage, filter: free.filter }}
      chart={{ ...chart, sums: sums.map((sum) => ({ ...sum, imported: 0, rejected: 0 })) }}
    />
  ),
  'people-filtered': (
    <PeoplePage
      {...{ visitor: auditor, q: '', entries: found, choices, isFiltered: true, lookedBackTo: at(-90_000) }}
      filter={{
        values: { team: northwind.id, outcome: 'rejected', to: '2026-03-05' },
        problems: {
          from: 'Enter a day of the calendar, such as 2026-03-05. Until then the list is not limited by it.',
        },
        typed: { from: '2026-02-30' },
      }}
      page={{ at: null, next: 'x' }}
    />
  ),
  'imports-nothing-found': (
    <ImportsPage
      visitor={admin}
      imports={[]}
      choices={{ teams: someTeams, actors: someTeams, groups: someTeams }}
      filter={{
        values: { team: northwind.id, outcome: 'cancelled', to: '2026-03-05' },
        problems: { from: 'Enter a day.' },
      }}
      page={firstPage}
    />
  ),
};
