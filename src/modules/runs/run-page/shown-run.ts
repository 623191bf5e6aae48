import { confirmable } from '../confirm-pairs/may-confirm.js';
import { nextOf } from '../step-run/next-of.js';
import { isSettled, type Pair, type Run } from '../run-types.js';
import { maySkip, stateOf, type PairState } from './pair-state.js';
import type { PairImport } from './run-sums.js';

/** listed = the rest */
export type RunSum = Omit<PairImport, 'listId' | 'status'>;

export interface ShownPair extends Pick<Pair, 'n' | 'teamId' | 'teamName' | 'isNew' | 'hasTeam' | 'listId'> {
  readonly groupName: string;
  readonly state: PairState;
  readonly sum: RunSum | null;
  readonly maySkip: boolean;
  /** the list can be opened */
  readonly hasList: boolean;
}

export interface ShownRun {
  readonly pairs: readonly ShownPair[];
  readonly settled: number;
  /** over all imports of the run; people of lists that wait for their import are waiting */
  readonly sum: RunSum | null;
  /** what "Import all without doubts" confirms */
  readonly together: readonly { readonly n: number; readonly version: number }[];
  /** the pair at which the run waits for an admin, although later ones could be imported */
  readonly blockedBy: ShownPair | null;
  /** something goes on by itself, so the page looks again soon */
  readonly moves: boolean;
}

/** What the page of a run shows. Pure. */
export function shownRun(run: Run, pairs: readonly Pair[], imports: ReadonlyMap<string, PairImport>): ShownRun {
  const cancelled = run.cancelRequestedAt !== null;
  const over = cancelled || run.endedAt !== null;
  const shown = pairs.map((pair) => ({
    ...{ n: pair.n, teamId: pair.teamId, teamName: pair.teamName, isNew: pair.isNew, hasTeam: pair.hasTeam },
    ...{ listId: pair.listId, groupName: pair.group.name, state: stateOf(pair, over) },
    ...{ sum: sumOf(pair, imports), maySkip: !over && maySkip(pair), hasList: pair.list !== null },
  }));
  const first = pairs.findIndex((pair) => !isSettled(pair));
  const isAsked = ['ready', 'no-one', 'not-loaded'].includes(shown[first]?.state.state ?? '');
  const othersWait = shown.some(({ state }) => state.state === 'confirmed');
  return {
    pairs: shown,
    settled: pairs.filter(isSettled).length,
    sum: total(pairs.flatMap((pair, at) => (isCounted(pair, over) ? [shown[at]?.sum ?? null] : []))),
    together: over ? [] : confirmable(pairs).map(({ n, judgedVersion }) => ({ n, version: judgedVersion ?? -1 })),
    blockedBy: isAsked && othersWait ? (shown[first] ?? null) : null,
    moves: nextOf({ cancelled }, pairs).do !== 'rest',
  };
}

/** Pairs that ended without an import are in no sum. */
const isCounted = ({ outcome, import: its }: Pair, over: boolean) => outcome === null && (!over || its !== 'none');

/** Of the import; of a list that waits for it, everyone is waiting. */
function sumOf(pair: Pair, imports: ReadonlyMap<string, PairImport>): RunSum | null {
  const known = imports.get(pair.listId);
  if (known) {
    const { listed, imported, rejected, alreadyInTeam, leftOut, waiting } = known;
    return { listed, imported, rejected, alreadyInTeam, leftOut, waiting };
  }
  if (pair.list !== 'loaded') return null;
  const none = { imported: 0, rejected: 0, alreadyInTeam: 0, leftOut: 0 };
  return { ...none, listed: pair.received, waiting: pair.received };
}

function total(sums: readonly (RunSum | null)[]): RunSum | null {
  const known = sums.filter((sum) => sum !== null);
  if (known.length === 0) return null;
  const add = (of: keyof RunSum) => known.reduce((all, sum) => all + sum[of], 0);
  return {
    ...{ listed: add('listed'), imported: add('imported'), rejected: add('rejected') },
    ...{ alreadyInTeam: add('alreadyInTeam'), leftOut: add('leftOut'), waiting: add('waiting') },
  };
}
