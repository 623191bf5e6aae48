import type { Pair } from '../run-types.js';
import { nextOf, type Next } from './next-of.js';

const loaded: Pair = {
  ...{ n: 1, group: { kind: 'client', id: 1, name: 'A' }, teamId: 't', teamName: 'A', isNew: false, matched: 'name' },
  ...{ listId: 'l', judged: null, judgedVersion: 3, confirmedVersion: null, outcome: null, why: null, hasTeam: true },
  ...{ list: 'loaded', fault: null, received: 1, announced: 1, tickVersion: 3, import: 'none' },
};
const confirmed: Partial<Pair> = { confirmedVersion: 3 };
const ended: Partial<Pair> = { import: 'ended' };
const loading: Partial<Pair> = { list: 'loading', tickVersion: 0, judgedVersion: null };

/** The next step of a run with these pairs, as "step n". */
function given(changes: readonly Partial<Pair>[], cancelled = false): string {
  const next: Next = nextOf(
    { cancelled },
    changes.map((change, at) => ({ ...loaded, n: at + 1, ...change })),
  );
  return 'pair' in next ? `${next.do} ${next.pair.n}` : next.do;
}

test.each<[string, Partial<Pair>[], string]>([
  ['a Team is missing', [{}, { hasTeam: false, list: null }], 'add-team 2'],
  ['a list is missing', [loading, { list: null }], 'load 2'],
  ['a list has come, or its ticks have changed', [{}, { judgedVersion: 2 }], 'judge 2'],
  ['the first is confirmed', [confirmed, confirmed], 'import 1'],
  ['a later one is confirmed, and the first is not', [{}, confirmed], 'rest'],
  ['the one before has ended', [ended, confirmed], 'import 2'],
  ['the one before is skipped', [{ outcome: 'skipped' }, confirmed], 'import 2'],
  ['an import runs', [{ ...confirmed, import: 'running' }, confirmed], 'wait'],
  ['the first is confirmed and loads again', [{ ...confirmed, ...loading }, {}], 'wait'],
  ['a list loads', [{}, loading], 'wait'],
  ['a list did not load', [{ list: 'failed' }, confirmed], 'rest'],
  ['a skipped list still loads', [{ outcome: 'skipped', ...loading }, {}], 'stop-load 1'],
  ['all have ended', [ended, { outcome: 'stopped' }], 'end'],
])('%s', (_name, pairs, next) => expect(given(pairs)).toBe(next));

test.each<[string, Partial<Pair>[], string]>([
  ['nothing more begins', [confirmed, { list: null, hasTeam: false }], 'end'],
  ['a load is stopped', [loading, confirmed], 'stop-load 1'],
  ['a running import is cancelled', [ended, { import: 'running' }], 'cancel-import 2'],
  ['its end is waited for', [ended, { import: 'cancelling' }], 'wait'],
])('after a cancel, %s', (_name, pairs, next) => expect(given(pairs, true)).toBe(next));
