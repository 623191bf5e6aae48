import { isSettled, type Pair } from '../run-types.js';

/** The next thing to do for a run. */
export type Next =
  | { readonly do: 'add-team' | 'load' | 'stop-load' | 'judge' | 'import' | 'cancel-import'; readonly pair: Pair }
  /** a load or an import goes on by itself */
  | { readonly do: 'wait' }
  /** an admin is asked */
  | { readonly do: 'rest' }
  | { readonly do: 'end' };

/**
 * Line 8: says from stored facts alone what comes next, so that any process goes on where another one died. Pure.
 * @param pairs in their order
 */
export function nextOf({ cancelled }: { readonly cancelled: boolean }, pairs: readonly Pair[]): Next {
  const open = pairs.filter((pair) => !isSettled(pair));
  const useless = pairs.find((pair) => pair.list === 'loading' && (cancelled || isSettled(pair)));
  if (useless) return { do: 'stop-load', pair: useless };
  if (cancelled) return lastOf(open);
  const [first] = open;
  if (!first) return { do: 'end' };
  return prepared(open) ?? begun(first) ?? { do: open.some(goesOn) ? 'wait' : 'rest' };
}

/** After a cancel, no pair begins, and the import that runs is cancelled. */
function lastOf(open: readonly Pair[]): Next {
  const running = open.find((pair) => pair.import !== 'none');
  if (!running) return { do: 'end' };
  return running.import === 'running' ? { do: 'cancel-import', pair: running } : { do: 'wait' };
}

/** Teams and lists are prepared for all pairs at once. */
function prepared(open: readonly Pair[]): Next | undefined {
  const teamless = open.find(({ hasTeam }) => !hasTeam);
  if (teamless) return { do: 'add-team', pair: teamless };
  const listless = open.find(({ list }) => list === null);
  if (listless) return { do: 'load', pair: listless };
  const unjudged = open.find(
    (pair) => pair.list === 'loaded' && pair.import === 'none' && pair.judgedVersion !== pair.tickVersion,
  );
  return unjudged && { do: 'judge', pair: unjudged };
}

/** Imports go one after another: only the first pair that has not ended may begin. */
function begun(first: Pair): Next | undefined {
  const isReady = first.list === 'loaded' && first.confirmedVersion !== null && first.import === 'none';
  return isReady ? { do: 'import', pair: first } : undefined;
}

const goesOn = (pair: Pair) => pair.list === 'loading' || pair.import === 'running' || pair.import === 'cancelling';
