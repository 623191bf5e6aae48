import type { VNode } from 'preact';
import { AsOfPage } from '../../src/modules/history/as-of/as-of-page.js';
import { PersonPage } from '../../src/modules/history/timeline/person-page.js';
import { TeamTimelinePage } from '../../src/modules/history/timeline/team-timeline-page.js';
import type { TimelineRow } from '../../src/modules/history/timeline/timeline-rows.js';
import { isolated } from '../../src/views/components/name.js';
import { admin, at, auditor, firstPage, northwind, someMembers, uuid } from './samples.js';

const zoe = { name: 'Zoë Åkesson', email: 'zoe.akesson@contoso.example' };
const named = ({ name, email }: typeof zoe) => `${isolated(name)} (${isolated(email)})`;
const group = 'Contoso Ltd (HQ)';
const long = {
  name: 'Bartholomew Featherstonehaugh-Cholmondeley',
  email: 'bartholomew.featherstonehaugh-cholmondeley@contoso-holdings.example',
};

const entries: readonly (Pick<TimelineRow, 'type' | 'what'> & Partial<TimelineRow>)[] = [
  { type: 'UserMoved', what: `Moved ${named(zoe)} to ${isolated('Fabrikam Residences')}.`, accountId: uuid(300) },
  {
    type: 'RemovalCompleted',
    what: 'Undid the import: 12 removed, 1 kept.',
    removal: { id: uuid(201), undoOf: uuid(201), group },
  },
  {
    type: 'UserRemoved',
    what: `Removed ${named(long)}, because the import was undone.`,
    removal: { id: uuid(201), undoOf: uuid(201), group: undefined },
    accountId: uuid(301),
  },
  {
    type: 'UserRejected',
    what: `Rejected ${isolated('Ann Lee')}: No email address.`,
    import: { id: uuid(200), group },
  },
  { type: 'UserImported', what: `Imported ${named(zoe)}.`, import: { id: uuid(200), group }, accountId: uuid(300) },
  {
    type: 'ImportCompleted',
    what: 'Completed the import: 1,204 imported, 61 rejected.',
    import: { id: uuid(200), group },
  },
  { type: 'TeamRenamed', what: `Renamed the Team from ${isolated('Nordwind')} to ${isolated('Contoso Ltd')}.` },
  { type: 'TeamAdded', what: `Added the Team ${isolated('Nordwind')}.` },
];

const rows: readonly TimelineRow[] = entries.map((entry, index) => ({
  ...{ key: String(index), team: northwind, at: at(-index * 900), by: 'Ada Adeyemi' },
  ...{ accountId: undefined, import: undefined, removal: undefined },
  ...entry,
}));

const then = { ...northwind, name: 'Nordwind', nowCalled: 'Contoso Ltd' };
const ofZoe = rows.filter(({ accountId }) => accountId === uuid(300)).map((row) => ({ ...row, team: then }));
const rejected = rows.filter(({ type }) => type === 'UserRejected');
const day = { typed: '2026-11-20', day: '2026-11-20', isWrong: false };

export const timelinePages: Readonly<Record<string, VNode>> = {
  'timeline-team': (
    <TeamTimelinePage
      {...{ visitor: auditor, team: northwind, rows, each: false }}
      to={{ typed: '', day: undefined, isWrong: false }}
      page={{ at: null, next: 'x' }}
    />
  ),
  'timeline-team-wrong-day': (
    <TeamTimelinePage
      {...{ visitor: admin, team: northwind, rows, each: true, page: firstPage }}
      to={{ typed: '2026-02-30', day: undefined, isWrong: true }}
    />
  ),
  'timeline-team-nothing': (
    <TeamTimelinePage {...{ visitor: admin, team: northwind, rows: [], each: false, to: day, page: firstPage }} />
  ),
  'as-of': (
    <AsOfPage
      {...{ visitor: auditor, team: northwind, day, then, isOpen: false, members: someMembers, q: '' }}
      page={{ at: null, next: 'x', last: 'last', range: { from: 1, to: 100, of: 1_204, size: 100 } }}
    />
  ),
  'as-of-before': (
    <AsOfPage
      {...{ visitor: admin, team: northwind, day, then: undefined, isOpen: false, members: [], q: '' }}
      page={firstPage}
    />
  ),
  'as-of-nobody': (
    <AsOfPage
      {...{ visitor: admin, team: northwind, day, then: northwind, isOpen: true, members: [], q: '' }}
      page={{ ...firstPage, range: { from: 0, to: 0, of: 0, size: 100 } }}
    />
  ),
  'timeline-person': (
    <PersonPage
      {...{ visitor: auditor, accountId: uuid(300), person: zoe, team: northwind, rows: ofZoe, page: firstPage }}
      others={rejected}
      moreOthers
    />
  ),
  'timeline-person-erased': (
    <PersonPage
      {...{ visitor: admin, accountId: uuid(300), person: { name: '', email: null }, team: null, page: firstPage }}
      rows={[{ ...(rows[4] as TimelineRow), what: 'Imported a person without a name.' }]}
      others={[]}
      moreOthers={false}
    />
  ),
};
