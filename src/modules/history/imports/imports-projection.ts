import type pg from 'pg';
import { addRows } from '../../../database/index.js';
import type { ImportEvent, RejectionReason } from '../../../facts/index.js';
import { type Projection, type RecordedEvent } from '../../../event-store/index.js';

type Recorded<Type extends ImportEvent['type']> = RecordedEvent & Extract<ImportEvent, { type: Type }>;
type Started = Recorded<'ImportStarted'>;
type End = Recorded<'ImportCompleted' | 'ImportCancelled'>;

/** What a batch of events adds to one import, which may have begun in an earlier batch and end in a later one. */
interface ImportChange {
  imported: number;
  rejected: number;
  /** how many people were rejected for each reason */
  reasons: Partial<Record<RejectionReason, number>>;
  /** people not decided yet when it was cancelled */
  undecided: number;
  ended: { readonly status: 'completed' | 'cancelled'; readonly at: Date } | null;
  lastPosition: string;
}

interface ImportChanges {
  readonly started: readonly Started[];
  /** by import id */
  readonly changed: ReadonlyMap<string, ImportChange>;
}

/** The changes of a batch of events, by import: pure. */
function importChanges(events: readonly RecordedEvent[]): ImportChanges {
  const started: Started[] = [];
  const changed = new Map<string, ImportChange>();
  for (const recorded of events) {
    const event = recorded as RecordedEvent & ImportEvent;
    switch (event.type) {
      case 'ImportStarted':
        started.push(event);
        break;
      case 'UserImported':
        changeOf(changed, event).imported += 1;
        break;
      case 'UserRejected': {
        const change = changeOf(changed, event);
        change.rejected += 1;
        change.reasons[event.data.reason] = (change.reasons[event.data.reason] ?? 0) + 1;
        break;
      }
      case 'ImportCompleted':
      case 'ImportCancelled':
        end(changeOf(changed, event), event);
        break;
    }
  }
  return { started, changed };
}

function changeOf(
  changed: Map<string, ImportChange>,
  event: Recorded<'UserImported' | 'UserRejected'> | End,
): ImportChange {
  let change = changed.get(event.data.importId);
  if (!change) {
    change = { imported: 0, rejected: 0, reasons: {}, undecided: 0, ended: null, lastPosition: '' };
    changed.set(event.data.importId, change);
  }
  change.lastPosition = event.position;
  return change;
}

function end(change: ImportChange, event: End): void {
  const cancelled = event.type === 'ImportCancelled';
  change.ended = { status: cancelled ? 'cancelled' : 'completed', at: event.recordedAt };
  change.undecided = cancelled ? event.data.undecided : 0;
}

/** One row per import. Its numbers always add up. */
export const importsProjection: Projection = {
  name: 'imports',
  tables: ['import_summary'],
  apply: async (tx, events) => {
    const { started, changed } = importChanges(events);
    await addRows(tx, 'import_summary', started.map(rowOf));
    if (changed.size > 0) await change(tx, changed);
  },
};

const rowOf = ({ data, metadata, position, recordedAt }: Started) => ({
  import_id: data.importId,
  reseller_id: metadata.resellerId,
  team_id: data.teamId,
  group_kind: data.group.kind,
  group_id: data.group.id,
  group_name: data.group.name,
  actor_id: metadata.actor.id,
  started_at: recordedAt,
  position,
  last_position: position,
  listed: data.listed,
  to_decide: data.toDecide,
  already_in_this_team: data.alreadyInThisTeam,
  left_out: data.leftOut,
});

async function change(tx: pg.PoolClient, changed: ImportChanges['changed']): Promise<void> {
  const rows = [...changed].map(([import_id, { ended, lastPosition, ...counts }]) => ({
    ...{ import_id, ...counts, last_position: lastPosition },
    ...(ended && { status: ended.status, ended_at: ended.at }),
  }));
  // The limit tells the planner how many imports there are. Without it, the planner would guess a hundred and read the whole table.
  await tx.query(
    `update import_summary as known set
           imported = known.imported + more.imported,
           rejected = known.rejected + more.rejected,
           rejected_by_reason = case when more.rejected = 0 then known.rejected_by_reason else (
             select jsonb_object_agg(reason, total) from (
               select reason, sum(number::integer) as total
               from (select * from jsonb_each_text(known.rejected_by_reason) union all select * from jsonb_each_text(more.reasons))
                 as counted (reason, number)
               group by reason) as added) end,
           left_out = known.left_out + more.undecided,
           status = coalesce(more.status, known.status),
           ended_at = coalesce(more.ended_at, known.ended_at),
           last_position = more.last_position
         from (select * from jsonb_to_recordset($1::jsonb) as change (import_id uuid, imported integer, rejected integer, reasons jsonb,
           undecided integer, status text, ended_at timestamptz, last_position text) limit $2) as more
         where known.import_id = more.import_id`,
    [JSON.stringify(rows), rows.length],
  );
}
