import type pg from 'pg';
import { addRows } from '../../../../database/index.js';
import type { ImportEvent } from '../../../../facts/index.js';
import type { Projection, RecordedEvent } from '../../../../event-store/index.js';

const QUARTER_MS = 15 * 60_000;

/** People of one import who were decided in one quarter of an hour. */
interface Decided {
  readonly import_id: string;
  readonly reseller_id: string;
  readonly team: string;
  readonly actor: string;
  readonly quarter: Date;
  imported: number;
  rejected: number;
}

/** What a batch of events adds, at most one entry per import and quarter of an hour: pure. */
function decidedIn(events: readonly RecordedEvent[]): Decided[] {
  const found = new Map<string, Decided>();
  for (const recorded of events) {
    const event = recorded as RecordedEvent & ImportEvent;
    if (event.type !== 'UserImported' && event.type !== 'UserRejected') continue;
    const { importId, teamId } = event.data;
    const quarter = new Date(Math.floor(event.recordedAt.getTime() / QUARTER_MS) * QUARTER_MS);
    const key = `${importId} ${quarter.getTime()}`;
    const { resellerId: reseller_id, actor } = event.metadata;
    const one = found.get(key) ?? {
      ...{ import_id: importId, reseller_id, team: teamId, actor: actor.id, quarter, imported: 0, rejected: 0 },
    };
    one[event.type === 'UserImported' ? 'imported' : 'rejected'] += 1;
    found.set(key, one);
  }
  return [...found.values()];
}

/** The sums behind the chart of the imports. */
export const importSumsProjection: Projection = {
  name: 'import-sums',
  tables: ['import_source', 'import_sum'],
  apply: async (tx, events) => {
    await addRows(
      tx,
      'import_source',
      events.flatMap((recorded) => {
        const event = recorded as RecordedEvent & ImportEvent;
        if (event.type !== 'ImportStarted') return [];
        const { importId, group } = event.data;
        return [{ import_id: importId, source: `${group.kind}:${group.id}` }];
      }),
    );
    const decided = decidedIn(events);
    if (decided.length > 0) await add(tx, decided);
  },
};

/** Each entry counts for its own Team, person and group, and for all, in every combination. */
async function add(tx: pg.PoolClient, decided: readonly Decided[]): Promise<void> {
  await tx.query(
    `insert into import_sum as known (reseller_id, team, actor, source, quarter, imported, rejected)
     select reseller_id, case when by_team then team else '' end as team, case when by_actor then actor else '' end as actor,
       case when by_source then source else '' end as source, quarter, sum(imported), sum(rejected)
     from (select * from jsonb_to_recordset($1::jsonb) as decided (import_id uuid, reseller_id uuid, team text, actor text, quarter timestamptz,
       imported integer, rejected integer) limit $2) as decided
     join import_source using (import_id)
     cross join (values (true), (false)) as a (by_team) cross join (values (true), (false)) as b (by_actor)
     cross join (values (true), (false)) as c (by_source)
     group by 1, 2, 3, 4, 5
     on conflict (reseller_id, team, actor, source, quarter) do update
       set imported = known.imported + excluded.imported, rejected = known.rejected + excluded.rejected`,
    [JSON.stringify(decided), decided.length],
  );
}
