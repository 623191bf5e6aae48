import type { GroupReference, ImportEvent } from '../../../facts/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import type { DecidedItem } from './decide-items.js';
import { v5 as uuidV5 } from 'uuid';

/** Larger appends are split: EventStoreDB accepts 1 MiB, and half of it leaves room for its own overhead. */
const MOST_BYTES = 512 * 1024;

/** An import as frozen by its first step. */
export interface FrozenImport {
  readonly importId: string;
  readonly teamId: string;
  readonly group: GroupReference;
  readonly metadata: EventMetadata;
  readonly listed: number;
  readonly toDecide: number;
  readonly alreadyInThisTeam: number;
  readonly leftOut: number;
}

export const importStream = (importId: string) => `import-${importId}`;

/*
 * Events are built only from frozen columns, without a clock or a setting. Their ids derive from the import, the number and the verdict, so
 * building an event again gives the same event.
 */

export function startedEvent({ metadata, ...data }: FrozenImport): ImportEvent {
  return { id: uuidV5('started', data.importId), type: 'ImportStarted', data, metadata };
}

/** The events of the first items: as many as fit into one append. */
export function itemEvents(frozen: FrozenImport, items: readonly DecidedItem[]): ImportEvent[] {
  const events: ImportEvent[] = [];
  let bytes = 0;
  for (const item of items) {
    const event = itemEvent(frozen, item);
    bytes += Buffer.byteLength(JSON.stringify(event));
    if (events.length > 0 && bytes > MOST_BYTES) break;
    events.push(event);
  }
  return events;
}

function itemEvent({ importId, teamId, metadata }: FrozenImport, item: DecidedItem): ImportEvent {
  const { n, haloId, person } = item;
  const id = uuidV5(`${n} ${item.verdict}`, importId);
  const about = { importId, teamId, n, haloId };
  if (item.verdict === 'imported') {
    const addressed = { ...person, email: person.email ?? '' };
    return { id, type: 'UserImported', data: { ...about, accountId: item.accountId, person: addressed }, metadata };
  }
  return { id, type: 'UserRejected', data: { ...about, reason: item.verdict, person }, metadata };
}

export interface Decided {
  readonly imported: number;
  readonly rejected: number;
}

export function completedEvent({ importId, teamId, metadata }: FrozenImport, decided: Decided): ImportEvent {
  return {
    id: uuidV5('completed', importId),
    type: 'ImportCompleted',
    data: { importId, teamId, ...decided },
    metadata,
  };
}

export function cancelledEvent({ importId, teamId, toDecide, metadata }: FrozenImport, decided: Decided): ImportEvent {
  const undecided = toDecide - decided.imported - decided.rejected;
  return {
    id: uuidV5('cancelled', importId),
    type: 'ImportCancelled',
    data: { importId, teamId, ...decided, undecided },
    metadata,
  };
}
