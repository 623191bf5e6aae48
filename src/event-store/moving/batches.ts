import type { RecordedEvent } from '../types.js';

const MOST_EVENTS = 500;
/** A store accepts 1 MiB of data in one append. */
const MOST_BYTES = 512 * 1024;

/**
 * Cuts events into batches of at most 500 events and half a mebibyte of data, in their order. A single event may be larger. Pure.
 * @param belongs whether an event may be in one batch with the one before it
 */
export function batchesOf(
  events: readonly RecordedEvent[],
  belongs: (event: RecordedEvent, before: RecordedEvent) => boolean = () => true,
): RecordedEvent[][] {
  const batches: RecordedEvent[][] = [];
  let [batch, bytes]: [RecordedEvent[], number] = [[], 0];
  for (const event of events) {
    const before = batch.at(-1);
    const size = Buffer.byteLength(JSON.stringify(event.data));
    if (!before || batch.length === MOST_EVENTS || bytes + size > MOST_BYTES || !belongs(event, before)) {
      batches.push((batch = []));
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  return batches;
}

/** Whether two events that follow each other in the log can be appended together. */
export const isSameStream = (event: RecordedEvent, before: RecordedEvent) => event.stream === before.stream;
