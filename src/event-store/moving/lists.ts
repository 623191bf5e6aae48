import type pg from 'pg';
import { readCheckpoints } from '../projections/checkpoint.js';
import type { Projection } from '../projections/projection.js';
import { START, type EventStore } from '../types.js';

/** The projections whose tables were not made from this log: positions in them, which are keys, are those of the log before the move. */
export async function listsOfAnotherLog(
  pool: pg.Pool,
  store: EventStore,
  projections: readonly Projection[],
): Promise<Projection[]> {
  // Tables of an empty log are empty.
  if ((await store.head()) === START) return [];
  const checkpoints = await readCheckpoints(pool);
  return projections.filter(({ name }) => {
    const position = checkpoints.get(name)?.position ?? START;
    return position === START || !store.owns(position);
  });
}
