import type { RejectionReason } from '../../../facts/index.js';

/** How many people of a list have the same verdict and tick. */
export interface Judged {
  readonly blocked: RejectionReason | null;
  readonly ticked: boolean;
  readonly people: number;
}

/** The outcome of an import with the current ticks. */
export interface ImportNumbers {
  readonly listed: number;
  /** the ticked people */
  readonly toImport: number;
  /** red X other than "already in this Team" */
  readonly rejected: number;
  readonly alreadyInTeam: number;
  readonly leftOut: number;
}

export interface ImportOutcome {
  readonly numbers: ImportNumbers;
  /** why people will be rejected, the most common reason first */
  readonly reasons: readonly { readonly reason: RejectionReason; readonly people: number }[];
}

/**
 * The same arithmetic as that of the import (prepare.ts). A person can be ticked and have a red X if the address was claimed after the tick:
 * the import rejects them.
 */
export function outcomeOf(judged: readonly Judged[]): ImportOutcome {
  const sum = (which: (one: Judged) => boolean) =>
    judged.filter(which).reduce((total, { people }) => total + people, 0);
  const isRejected = ({ blocked, ticked }: Judged) =>
    blocked !== null && (ticked || blocked !== 'already-in-this-team');
  const reasons = new Map<RejectionReason, number>();
  for (const { blocked, people } of judged.filter(isRejected)) {
    if (blocked) reasons.set(blocked, (reasons.get(blocked) ?? 0) + people);
  }
  return {
    numbers: {
      listed: sum(() => true),
      toImport: sum(({ blocked, ticked }) => ticked && blocked === null),
      rejected: sum(isRejected),
      alreadyInTeam: sum(({ blocked, ticked }) => !ticked && blocked === 'already-in-this-team'),
      leftOut: sum(({ blocked, ticked }) => !ticked && blocked === null),
    },
    reasons: [...reasons].map(([reason, people]) => ({ reason, people })).sort((a, b) => b.people - a.people),
  };
}
