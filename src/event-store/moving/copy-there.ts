import type { EventStoreDb } from '../eventstoredb/store.js';
import { isConflict, START, type EventStore, type Position } from '../types.js';
import { batchesOf, isSameStream } from './batches.js';
import { canonicalOf } from './canonical.js';
import { pagesOf } from './pages.js';
import { FOREIGN, MoveRefused } from './plan.js';

/**
 * Copies what EventStoreDB lacks of the log in the database, which is closed. Its newest event says where to go on. One append is awaited
 * at a time, so what is there is always the beginning of the log, however the copy ends.
 *
 * @param onCopied called with the number of events that are there
 * @throws MoveRefused if other events are there
 */
export async function copyThere(
  source: EventStore,
  target: EventStoreDb,
  onCopied: (events: number) => void,
): Promise<void> {
  for (let before: Position | undefined; ;) {
    const from = await placeOfNewest(source, target);
    if (from === before) throw new MoveRefused(FOREIGN);
    try {
      return await copyAfter(from, source, target, onCopied);
    } catch (error) {
      // An append of a process that was killed may arrive after the look. Then there is more than there was.
      if (!isConflict(error)) throw error;
      before = from;
    }
  }
}

/** The position in the source of the newest event that is in the target. */
async function placeOfNewest(source: EventStore, target: EventStoreDb): Promise<Position> {
  const newest = await target.newest();
  if (!newest) return START;
  const [same] = await source.readStream(newest.stream, { from: newest.revision, limit: 1 });
  if (!same || canonicalOf(same) !== canonicalOf(newest)) throw new MoveRefused(FOREIGN);
  return same.position;
}

async function copyAfter(
  from: Position,
  source: EventStore,
  target: EventStoreDb,
  onCopied: (events: number) => void,
): Promise<void> {
  for await (const page of pagesOf(source, from)) {
    for (const batch of batchesOf(page, isSameStream)) {
      const [first] = batch;
      const last = batch.at(-1);
      if (!first || !last) continue;
      await target.appends.copy(first.stream, first.revision - 1, batch);
      // Positions in PostgreSQL have no gaps.
      onCopied(Number(last.position));
    }
  }
}
