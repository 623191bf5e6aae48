import { retry } from '../shared/retry.js';
import { isConflict, NO_STREAM, type Appended, type EventStore, type NewEvent, type RecordedEvent } from './types.js';

/** Of writers that start together, one succeeds in each round, so this many can write to one stream. */
const MOST_TRIES = 200;
const MOST_PAUSE_MS = 100;
const PAGE = 500;

/**
 * Appends events at the end of the stream, for facts that depend on no other (a log of uses). One call never records an event twice. A
 * caller that must retry after a crash stages the events in the Outbox instead.
 *
 * @throws WrongExpectedRevision if other writers were faster 200 times, or only some of the ids are already there
 */
export async function appendNext(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<Appended> {
  let expected = await lastRevision(store, stream);
  let searched = 0;
  const attempt = async (conflict: unknown) => {
    if (conflict) {
      const { found, last } = await findEvents(store, stream, searched, events);
      if (found) return found;
      searched = last + 1;
      expected = last;
    }
    return store.append(stream, expected, events);
  };
  const pauseMs = (failed: number) => Math.random() * Math.min(5 * failed, MOST_PAUSE_MS);
  return retry(attempt, { isWorthIt: isConflict, tries: MOST_TRIES, pauseMs });
}

export async function lastRevision(store: EventStore, stream: string): Promise<number> {
  const [last] = await store.readStream(stream, { backwards: true, limit: 1 });
  return last?.revision ?? NO_STREAM;
}

/**
 * Looks for a batch in a stream, from revision `from` on. An append is all or nothing, so finding its last event is enough. Also returns
 * the stream's last revision (`from - 1` if there are no events from there on).
 */
export async function findEvents(
  store: EventStore,
  stream: string,
  from: number,
  events: readonly NewEvent[],
): Promise<{ found: Appended | undefined; last: number }> {
  const wanted = events.at(-1)?.id;
  let last = from - 1;
  for (;;) {
    const page: RecordedEvent[] = await store.readStream(stream, { from: last + 1, limit: PAGE });
    const found = page.find((event) => event.id === wanted);
    last = page.at(-1)?.revision ?? last;
    if (found) return { found: { revision: found.revision, position: found.position }, last };
    if (page.length < PAGE) return { found: undefined, last };
  }
}
