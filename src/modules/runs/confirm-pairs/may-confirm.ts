import { isSettled, type Pair } from '../run-types.js';

export type WhyNotConfirm = 'settled' | 'importing' | 'not-ready' | 'nobody-ticked' | 'ticks-changed' | 'doubtful';

/**
 * Line 6: why a pair cannot be confirmed; undefined if it can. Pure.
 * @param shown version of the ticks that the admin saw
 * @param together with others, without a look at each: only what was judged without a doubt
 */
export function whyNotConfirm(pair: Pair, shown: number, together: boolean): WhyNotConfirm | undefined {
  if (isSettled(pair)) return 'settled';
  if (pair.import !== 'none') return 'importing';
  if (pair.list !== 'loaded') return 'not-ready';
  if (pair.tickVersion !== shown) return 'ticks-changed';
  if (!together) return undefined;
  if (pair.judgedVersion !== shown || !pair.judged) return 'ticks-changed';
  if (pair.judged.toImport === 0) return 'nobody-ticked';
  return pair.judged.doubts.length > 0 ? 'doubtful' : undefined;
}

/** The pairs that "Import all without doubts" confirms. */
export const confirmable = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.filter(
    (pair) =>
      pair.confirmedVersion === null &&
      pair.judgedVersion !== null &&
      whyNotConfirm(pair, pair.judgedVersion, true) === undefined,
  );
