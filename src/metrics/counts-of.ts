import type { NewEvent } from '../event-store/index.js';
import type { ImportEvent, RejectionReason } from '../facts/index.js';

/** A fixed set, so that no value of a label comes from data. The compiler asks for a reason that is missing. */
const REASONS: Readonly<Record<RejectionReason, true>> = {
  'no-email': true,
  'malformed-email': true,
  'duplicate-in-list': true,
  'already-in-this-team': true,
  'already-has-account': true,
};

/** `already-in-this-team` also counts people who were not ticked because they are in the Team. */
export const OUTCOMES: readonly string[] = ['imported', 'left-out', ...Object.keys(REASONS)];
export const STATES = ['started', 'completed', 'cancelled'] as const;

export interface Counts {
  readonly imports: Readonly<Partial<Record<(typeof STATES)[number], number>>>;
  /** by outcome; of all imports that have ended, the sum is the number of people listed */
  readonly people: Readonly<Record<string, number>>;
  readonly events: Readonly<Record<string, number>>;
}

/** What events add to the counters. */
export function countsOf(events: readonly NewEvent[]): Counts {
  const imports: Record<string, number> = {};
  const people: Record<string, number> = {};
  const types: Record<string, number> = {};
  const add = (to: Record<string, number>, key: string, n = 1) => void (n > 0 && (to[key] = (to[key] ?? 0) + n));
  for (const event of events as readonly ImportEvent[]) {
    add(types, event.type);
    if (event.type === 'ImportStarted') {
      add(imports, 'started');
      add(people, 'already-in-this-team', event.data.alreadyInThisTeam);
      add(people, 'left-out', event.data.leftOut);
    } else if (event.type === 'UserImported') add(people, 'imported');
    else if (event.type === 'UserRejected') add(people, event.data.reason);
    else if (event.type === 'ImportCompleted') add(imports, 'completed');
    else if (event.type === 'ImportCancelled') {
      add(imports, 'cancelled');
      add(people, 'left-out', event.data.undecided);
    }
  }
  return { imports, people, events: types };
}
