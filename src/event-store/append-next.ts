import { pause } from './faults.js';
import {
  NO_STREAM,
  WrongExpectedRevision,
  type Appended,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
} from './types.js';

/** Of writers that begin at once one is first in each round, so this many can push at one stream. */
const MOST_TRIES = 200;
const MOST_PAUSE_MS = 100;
const PAGE = 500;

/**
 * Appends events after whatever is last in the stream, for facts that depend on no other (a log of uses). Never records one twice
 * within a call. A caller that must be able to try again after a crash stages the events in the Outbox instead.
 *
 * @throws WrongExpectedRevision when others were faster 200 times, or when only some of the ids are there already
 */
export async function appendNext(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<Appended> {
  let expected = await lastRevision(store, stream);
  let searched = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.append(stream, expected, events);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision) || attempt >= MOST_TRIES) throw error;
      const { found, last } = await findEvents(store, stream, searched, events);
      if (found) return found;
      searched = last + 1;
      expected = last;
      await pause(Math.random() * Math.min(5 * attempt, MOST_PAUSE_MS));
    }
  }
}

export async function lastRevision(store: EventStore, stream: string): Promise<number> {
  const [last] = await store.readStream(stream, { backwards: true, limit: 1 });
  return last?.revision ?? NO_STREAM;
}

/**
 * Looks whether a batch stands in a stream at revision `from` or later. An append is all or nothing, so its last event stands for it.
 * Besides, the stream's last revision (`from - 1` when there is nothing from there on).
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
