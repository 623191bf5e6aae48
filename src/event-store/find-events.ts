import { NO_STREAM, type Appended, type EventStore, type NewEvent, type RecordedEvent } from './types.js';

const PAGE = 500;

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
