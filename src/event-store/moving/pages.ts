import { START, type EventStore, type RecordedEvent } from '../types.js';
import { Summing, type Summary } from './canonical.js';

const PAGE = 1_000;

/** The events of a log in pages, from its first one or after a position. The next page is read while one is used. */
export async function* pagesOf(
  store: Pick<EventStore, 'readAll'>,
  after = START,
): AsyncGenerator<readonly RecordedEvent[]> {
  const read = (position: string) => {
    const page = store.readAll(position, PAGE);
    // It is awaited in the next turn; there may be none.
    page.catch(() => undefined);
    return page;
  };
  for (let next = read(after); ;) {
    const page = await next;
    const last = page.at(-1);
    if (!last) return;
    next = read(last.position);
    yield page;
  }
}

/** @param onRead called with the number of events read so far */
export async function summaryOf(
  store: Pick<EventStore, 'readAll'>,
  onRead: (events: number) => void = () => undefined,
): Promise<Summary> {
  const sum = new Summing();
  let events = 0;
  for await (const page of pagesOf(store)) {
    sum.add(page);
    onRead((events += page.length));
  }
  return sum.end();
}
