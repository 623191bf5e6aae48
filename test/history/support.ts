import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { inTransaction } from '../../src/database/index.js';
import type { GroupReference, RejectionReason } from '../../src/facts/index.js';
import { type EventMetadata, type NewEvent, type Projection, type RecordedEvent } from '../../src/event-store/index.js';

export interface ImportOfATest {
  readonly importId?: string;
  readonly teamId?: string;
  readonly group?: GroupReference;
  readonly metadata?: EventMetadata;
  /** in their order: null is imported, else why not */
  readonly people?: readonly (RejectionReason | null)[];
  readonly toDecide?: number;
  readonly alreadyInThisTeam?: number;
  readonly leftOut?: number;
  /** undefined: it runs */
  readonly end?: 'completed' | 'cancelled';
}

export const metadataOf = (resellerId: string = randomUUID(), actorId: string = randomUUID()): EventMetadata => ({
  resellerId,
  actor: { id: actorId, role: 'admin' },
  correlationId: 'test',
});

/** The events of one import, as far as it got. */
export function importEvents(wanted: ImportOfATest = {}): NewEvent[] {
  const { importId = randomUUID(), teamId = randomUUID(), metadata = metadataOf(), people = [], end } = wanted;
  const { toDecide = people.length, alreadyInThisTeam = 0, leftOut = 0 } = wanted;
  const { group = { kind: 'client', id: 12, name: 'Acme' } } = wanted;
  const listed = toDecide + alreadyInThisTeam + leftOut;
  const event = (type: string, data: object): NewEvent => ({
    ...{ id: randomUUID(), type, metadata },
    data: { importId, teamId, ...data },
  });
  const rejected = people.filter((reason) => reason !== null).length;
  const counts = { imported: people.length - rejected, rejected };
  return [
    event('ImportStarted', { group, listed, toDecide, alreadyInThisTeam, leftOut }),
    ...people.map((reason, n) => {
      const email = reason === 'no-email' ? null : `p${n}@acme.example`;
      const person = { name: `Person ${n}`, email, site: 'Head office' };
      return reason === null
        ? event('UserImported', { n, haloId: 1_000 + n, accountId: randomUUID(), person })
        : event('UserRejected', { n, haloId: 1_000 + n, reason, person });
    }),
    ...(end === 'completed' ? [event('ImportCompleted', counts)] : []),
    ...(end === 'cancelled' ? [event('ImportCancelled', { ...counts, undecided: toDecide - people.length })] : []),
  ];
}

/** An in-memory log that assigns positions like a store. */
export class LogOfATest {
  readonly events: RecordedEvent[] = [];
  private readonly revisions = new Map<string, number>();

  add(stream: string, events: readonly NewEvent[]): RecordedEvent[] {
    const added = events.map((event) => {
      const revision = (this.revisions.get(stream) ?? -1) + 1;
      this.revisions.set(stream, revision);
      const place = this.events.length + 1;
      const recorded = {
        ...{ ...event, stream, revision, position: String(place).padStart(19, '0') },
        recordedAt: new Date(Date.UTC(2026, 10, 23, 14, 32) + place * 1_000),
      };
      this.events.push(recorded);
      return recorded;
    });
    return added;
  }

  addImport(wanted: ImportOfATest = {}): { importId: string; events: RecordedEvent[] } {
    const importId = wanted.importId ?? randomUUID();
    return { importId, events: this.add(`import-${importId}`, importEvents({ ...wanted, importId })) };
  }
}

export async function apply(pool: pg.Pool, projection: Projection, events: readonly RecordedEvent[]): Promise<void> {
  await inTransaction(pool, (tx) => projection.apply(tx, events));
}

export async function rebuilt(pool: pg.Pool, projection: Projection, events: readonly RecordedEvent[]): Promise<void> {
  await inTransaction(pool, async (tx) => {
    for (const table of projection.tables) await tx.query(`delete from ${table}`);
    if (events.length > 0) await projection.apply(tx, events);
  });
}
