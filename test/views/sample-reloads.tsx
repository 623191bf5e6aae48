import type { VNode } from 'preact';
import { RosterLoadingPage } from '../../src/modules/rosters/load/roster-loading.js';
import { RosterPage, type RosterPageProps } from '../../src/modules/rosters/people/roster-page.js';
import { GonePage } from '../../src/modules/rosters/reload/gone-page.js';
import { RosterReplacedPage } from '../../src/modules/rosters/reload/roster-replaced.js';
import type { RosterRow } from '../../src/modules/rosters/roster-types.js';
import type { Was } from '../../src/modules/rosters/reload/reload-types.js';
import { admin, northwind, uuid } from './samples.js';

const frame = {
  visitor: admin,
  team: northwind,
  group: { value: 'client:1', name: 'Contoso Ltd (HQ)' },
  rosterId: uuid(400),
};
const person: Was & Pick<RosterRow, 'site' | 'blocked'> = {
  ...{ name: 'Bartholomew Featherstonehaugh-Cholmondeley', email: 'bartholomew@contoso.example' },
  ...{ site: 'Main site, Rotterdam', blocked: null },
  ...{ inactive: false, serviceAccount: false, generalUser: false, technician: false, prospect: false },
};
const rows: readonly RosterRow[] = [
  { ...person, haloId: 1, name: 'Ann Lee', ticked: true },
  {
    ...person,
    haloId: 2,
    ticked: true,
    since: 'changed',
    was: { ...person, name: 'Bart Cholmondeley', inactive: true },
  },
  { ...person, haloId: 3, name: 'Gus Moran', ticked: false, since: 'new' },
  {
    ...{ ...person, haloId: 4, name: '', email: null, blocked: 'no-email', ticked: false, since: 'changed' },
    was: { ...person, name: '' },
  },
];
const list: RosterPageProps = {
  ...frame,
  rows,
  counts: {
    ...{ listed: 4, importable: 3, selectAll: 3, blocked: 1, ticked: 2 },
    facets: { 'no-email': [1, 0, 0], new: [1, 0, 0], changed: [2, 0, 0] },
  },
  ...{ show: 'all', q: '', site: '', order: { by: 'name', desc: false }, these: null, at: '0' },
  range: { from: 1, to: 4, of: 4, size: 100 },
  ...{ previous: null, next: null, last: null },
};
const found = { new: 1, gone: 1_204, changed: 2, ticksLost: 1_204, secondsAgo: 190 };
const gone = [
  { haloId: '9', name: person.name, email: person.email, ticked: true },
  { haloId: '8', name: '', email: null, ticked: false },
];
const progress = { state: 'failed', received: 800, announced: 2_500, fault: 'cancelled', canGoOn: true } as const;

export const reloadPages: Readonly<Record<string, VNode>> = {
  'roster-reloaded': <RosterPage {...list} reload={{ isOffered: true, running: undefined, found }} />,
  'roster-reloading': <RosterPage {...list} reload={{ isOffered: true, running: uuid(401), found: null }} />,
  'roster-reload-stopped': <RosterLoadingPage {...frame} reloadOf={uuid(399)} progress={progress} />,
  'roster-replaced': <RosterReplacedPage {...frame} replacedBy={uuid(401)} />,
  'roster-gone': (
    <GonePage
      {...frame}
      gone={1_204}
      page={{ rows: gone, at: null, next: 'x', last: 'last', range: { from: 1, to: 2, of: 1_204, size: 2 } }}
    />
  ),
};
