import { randomUUID } from 'node:crypto';
import { retry } from '../shared/retry.js';
import {
  isConflict,
  NO_STREAM,
  type Appended,
  type EventMetadata,
  type EventStore,
  type Fact,
  type NewEvent,
} from './types.js';

/** The pure half of a stream: its initial state, and how each fact changes it. */
export interface Decider<State, F extends Fact> {
  readonly initial: State;
  evolve(state: State, fact: F): State;
}

const MOST_TRIES = 10;

/**
 * Reads and folds a stream, lets `decide` choose the events, and appends them at the revision that was read. If another writer was
 * faster, it reads and decides again.
 *
 * @param decide pure; returns the events (often `record(metadata, facts)`), none if there is nothing to do, or throws an expected error
 * @returns the place of the last event; undefined if there are no events
 * @throws what `decide` throws; WrongExpectedRevision if other writers were faster ten times
 */
export async function handle<State, F extends Fact>(
  store: EventStore,
  stream: string,
  decider: Decider<State, F>,
  decide: (state: State) => readonly (F & Omit<NewEvent, keyof Fact>)[],
): Promise<Appended | undefined> {
  const attempt = async () => {
    const past = await store.readStream(stream);
    const state = past.reduce((before, event) => decider.evolve(before, event as Fact as F), decider.initial);
    const events = decide(state);
    if (events.length === 0) return undefined;
    return store.append(stream, past.at(-1)?.revision ?? NO_STREAM, events);
  };
  return retry(attempt, { isWorthIt: isConflict, tries: MOST_TRIES, pauseMs: (failed) => Math.random() * 5 * failed });
}

/** Makes events from facts: all with the same metadata, each with a new id. */
export function record<F extends Fact>(
  metadata: EventMetadata,
  facts: readonly F[],
): (F & Omit<NewEvent, keyof Fact>)[] {
  return facts.map((fact) => ({ ...fact, id: randomUUID(), metadata }));
}
