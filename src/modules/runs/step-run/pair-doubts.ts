import type { ListDoubts } from '../../rosters/index.js';
import type { Matched, PairDoubt } from '../run-types.js';

export interface PairFacts {
  readonly matched: Matched;
  readonly list: Pick<ListDoubts, 'fewer' | 'unsure'>;
  /** the warnings of a confirmation */
  readonly client: readonly Extract<PairDoubt, 'other-domains' | 'group-went-elsewhere' | 'team-had-another-group'>[];
  /** another group of the run goes into the same Team */
  readonly sharesTeam: boolean;
}

/** Line 5: why an admin must look at a pair before it is imported. Pairs without doubts can be confirmed together. Pure. */
export function pairDoubts({ matched, list, client, sharesTeam }: PairFacts): PairDoubt[] {
  return [
    ...(matched === 'none' ? ['unmatched' as const] : []),
    ...client,
    ...(list.fewer ? ['fewer' as const] : []),
    ...(list.unsure ? ['unsure' as const] : []),
    ...(sharesTeam ? ['shares-team' as const] : []),
  ];
}
