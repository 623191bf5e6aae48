import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { NotFound } from '../../../shared/errors.js';
import { nameKey } from '../../../shared/text/index.js';
import { idOf } from '../run-ids.js';
import { MOST_RUNS, type ChosenPair } from '../run-types.js';

/** Line 1. */
@Injectable()
export class BeginRun {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Stores a run and its pairs in one transaction. The id comes from the form: sent twice, it is one run, with the pairs of the first.
   * @returns false if the reseller has too many runs that have not ended
   * @throws NotFound if the id belongs to another reseller's run
   */
  begin(id: string, pairs: readonly ChosenPair[], metadata: EventMetadata): Promise<boolean> {
    const { resellerId } = metadata;
    return inTransaction(this.pool, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('runs ' || $1, 0))`, [resellerId]);
      const { rows } = await tx.query<{ owner: string }>('select reseller_id as owner from run where id = $1', [id]);
      if (rows[0] && rows[0].owner !== resellerId) throw new NotFound('This run');
      if (rows[0]) return true;
      const open = await tx.query('select from run where reseller_id = $1 and ended_at is null', [resellerId]);
      if ((open.rowCount ?? 0) >= MOST_RUNS) return false;
      // Everything that the run does is in the log under this id.
      await tx.query('insert into run (id, reseller_id, metadata) values ($1, $2, $3)', [
        ...[id, resellerId, { ...metadata, correlationId: id }],
      ]);
      await insertPairs(tx, id, pairs);
      return true;
    });
  }
}

async function insertPairs(tx: pg.PoolClient, runId: string, pairs: readonly ChosenPair[]): Promise<void> {
  const rows = numbered(runId, pairs);
  await tx.query(
    `insert into run_pair (run_id, n, group_kind, group_id, group_name, team_id, team_name, is_new, matched, list_id)
     select $1, p.* from jsonb_to_recordset($2) as p (n integer, kind text, id bigint, name text, "teamId" uuid, "teamName" text,
       "isNew" boolean, matched text, "listId" uuid)`,
    [runId, JSON.stringify(rows)],
  );
}

/** Line 2. Pairs that name the same missing Team share it: it has the id of the first of them. */
export function numbered(runId: string, pairs: readonly ChosenPair[]) {
  const added = new Map<string, string>();
  return pairs.map(({ group: { kind, id, name }, teamId: chosen, teamName, matched }, at) => {
    const n = at + 1;
    const key = nameKey(teamName);
    const teamId = chosen ?? added.get(key) ?? idOf(runId, n, 'team');
    if (chosen === null) added.set(key, teamId);
    return { n, kind, id, name, teamId, teamName, isNew: chosen === null, matched, listId: idOf(runId, n, 'list') };
  });
}
