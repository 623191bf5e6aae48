import type { Judged, Pair } from '../run-types.js';
import { whyNotConfirm, type WhyNotConfirm } from './may-confirm.js';

const judged: Judged = { listed: 3, toImport: 2, rejected: 1, alreadyInTeam: 0, leftOut: 0, doubts: [] };
const ready: Pair = {
  ...{ n: 1, group: { kind: 'client', id: 1, name: 'A' }, teamId: 't', teamName: 'A', isNew: false, matched: 'name' },
  ...{ listId: 'l', judged, judgedVersion: 3, confirmedVersion: null, outcome: null, why: null, hasTeam: true },
  ...{ list: 'loaded', fault: null, received: 3, announced: 3, tickVersion: 3, import: 'none' },
};

type Answer = WhyNotConfirm | undefined;
test.each<[string, Partial<Pair>, Answer, Answer]>([
  ['judged without doubts', {}, undefined, undefined],
  ['judged with a doubt', { judged: { ...judged, doubts: ['unmatched'] } }, undefined, 'doubtful'],
  ['with no one to import', { judged: { ...judged, toImport: 0 } }, undefined, 'nobody-ticked'],
  ['not judged at these ticks', { judgedVersion: 2 }, undefined, 'ticks-changed'],
  ['with other ticks', { tickVersion: 4 }, 'ticks-changed', 'ticks-changed'],
  ['that still loads', { list: 'loading' }, 'not-ready', 'not-ready'],
  ['that is being imported', { import: 'running' }, 'importing', 'importing'],
  ['that was skipped', { outcome: 'skipped' }, 'settled', 'settled'],
])('a pair %s', (_name, change, byItself, together) => {
  expect(whyNotConfirm({ ...ready, ...change }, 3, false)).toBe(byItself);
  expect(whyNotConfirm({ ...ready, ...change }, 3, true)).toBe(together);
});
