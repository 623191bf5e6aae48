import { isSettled, type Pair, type PairDoubt, type WhyAgain, type WhyStopped } from '../run-types.js';

/** Where a pair is, for the page. */
export type PairState =
  | {
      readonly state:
        'preparing' | 'checking' | 'no-one' | 'confirmed' | 'importing' | 'imported' | 'skipped' | 'left-over';
    }
  | { readonly state: 'loading'; readonly received: number; readonly announced: number | null }
  | { readonly state: 'not-loaded'; readonly fault: NonNullable<Pair['fault']> }
  | { readonly state: 'stopped'; readonly why: WhyStopped }
  /** an admin is asked. `again`: it was confirmed before */
  | {
      readonly state: 'ready';
      readonly toImport: number;
      readonly doubts: readonly PairDoubt[];
      readonly again: boolean;
    };

/** @param over the run has ended, or is being cancelled: nothing more begins */
export function stateOf(pair: Pair, over: boolean): PairState {
  if (pair.outcome === 'skipped') return { state: 'skipped' };
  if (pair.outcome === 'stopped') return { state: 'stopped', why: pair.why as WhyStopped };
  if (pair.import !== 'none') return { state: pair.import === 'ended' ? 'imported' : 'importing' };
  if (over) return { state: 'left-over' };
  switch (pair.list) {
    case null:
      return { state: 'preparing' };
    case 'loading':
      return { state: 'loading', received: pair.received, announced: pair.announced };
    case 'failed':
    case 'expired':
      return { state: 'not-loaded', fault: pair.fault ?? 'bad-answer' };
    case 'loaded':
      return loadedState(pair);
  }
}

function loadedState({ judged, judgedVersion, tickVersion, confirmedVersion, why }: Pair): PairState {
  if (confirmedVersion !== null) return { state: 'confirmed' };
  if (!judged || judgedVersion !== tickVersion) return { state: 'checking' };
  if (judged.toImport === 0) return { state: 'no-one' };
  const again = ([...AGAIN] as (string | null)[]).includes(why);
  return { state: 'ready', toImport: judged.toImport, doubts: judged.doubts, again };
}

const AGAIN: readonly WhyAgain[] = ['ticks-changed', 'nobody-ticked', 'not-ready'];

/** Whether an admin can take the pair out of the run. */
export const maySkip = (pair: Pair): boolean => !isSettled(pair) && pair.import === 'none';
