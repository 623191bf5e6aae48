import { v5 as uuidV5 } from 'uuid';
import type { AccountEvent, RemovalEvent } from '../../facts/index.js';
import { keptPeople, type Removal, type RemovalItem, type RemovalSum } from './removal-types.js';

/** Never the import's own stream: its last event says that the import has ended. */
export const removalStream = ({ id, undoOf }: Pick<Removal, 'id' | 'undoOf'>) =>
  undoOf === null ? `removal-${id}` : `undo-${undoOf}`;

/*
 * Events are built only from frozen columns and from outcomes that never change, so building one again gives the same event under the same id.
 */

type Frozen = Pick<Removal, 'id' | 'undoOf' | 'teamId' | 'metadata' | 'people'>;

const about = ({ id: removalId, undoOf, teamId }: Frozen) => ({ removalId, undoOf, teamId });

export function startedEvent(removal: Frozen): RemovalEvent {
  const { id, people, metadata } = removal;
  return { id: uuidV5('removal started', id), type: 'RemovalStarted', data: { ...about(removal), people }, metadata };
}

export function removedEvent(
  { id, undoOf, teamId, metadata }: Frozen,
  { accountId, person }: RemovalItem,
): AccountEvent {
  return {
    id: uuidV5(`removed ${accountId}`, id),
    type: 'UserRemoved',
    data: { accountId, teamId, person, removalId: id, ...(undoOf !== null && { undoOf }) },
    metadata,
  };
}

/** The end. People who were not reached are left over, which only a cancel can cause. */
export function endedEvent(removal: Frozen, sum: RemovalSum): RemovalEvent {
  const { id, metadata } = removal;
  const { removed, kept, waiting: leftOver } = sum;
  if (removed + keptPeople(sum) + leftOver !== removal.people)
    throw new Error(`The sum of the removal ${id} is wrong.`);
  const data = { ...about(removal), removed, kept };
  return leftOver === 0
    ? { id: uuidV5('removal completed', id), type: 'RemovalCompleted', data, metadata }
    : { id: uuidV5('removal cancelled', id), type: 'RemovalCancelled', data: { ...data, leftOver }, metadata };
}
