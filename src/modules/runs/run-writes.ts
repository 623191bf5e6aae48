import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../database/index.js';
import { Rosters } from '../rosters/index.js';
import type { Judged, Pair, Run, WhyAgain, WhyStopped } from './run-types.js';

/** What the steps of a run store. Each locks the run's row, or writes what any process would write. */
@Injectable()
export class RunWrites {
  constructor(
    private readonly pool: pg.Pool,
    private readonly rosters: Rosters,
  ) {}

  /** Line 4: under the lock of the run, so that no list begins after its end. */
  async beginList(run: Run, pair: Pair, credentialsVersion: string): Promise<void> {
    await inTransaction(this.pool, async (tx) => {
      if (!(await lockGoing(tx, run.id))) return;
      const { listId: id, teamId, group } = pair;
      const list = { id, teamId, group, credentialsVersion, metadata: run.metadata, heldBy: run.id };
      await this.rosters.beginHeld(tx, list);
    });
  }

  /** Line 5. */
  async judge({ id }: Run, { n }: Pair, version: number, judged: Judged): Promise<void> {
    await this.pool.query('update run_pair set judged = $3, judged_version = $4 where run_id = $1 and n = $2', [
      ...[id, n, JSON.stringify(judged), version],
    ]);
  }

  /** Line 7, in the transaction that requests the import: the run goes on, the pair is confirmed, and those before it have ended. */
  async itsTurn(tx: pg.PoolClient, { id }: Run, { n, confirmedVersion }: Pair): Promise<boolean> {
    if (!(await lockGoing(tx, id))) return false;
    const { rowCount } = await tx.query(
      `select from run_pair where run_id = $1 and n = $2 and outcome is null and confirmed_version = $3
         and not exists (
           select from run_pair before left join roster list on list.id = before.list_id
           where before.run_id = $1 and before.n < $2 and before.outcome is null and list.import_ended_at is null)`,
      [id, n, confirmedVersion],
    );
    if (rowCount === 1) await tx.query('update run set used_at = now() where id = $1', [id]);
    return rowCount === 1;
  }

  /** @returns who confirmed the pair */
  async confirmedBy({ id }: Run, { n }: Pair): Promise<Run['metadata'] | undefined> {
    const { rows } = await this.pool.query<{ metadata: Run['metadata'] }>(
      'select confirmed_metadata as metadata from run_pair where run_id = $1 and n = $2 and confirmed_version is not null',
      [id, n],
    );
    return rows[0]?.metadata;
  }

  /** Ends a pair without an import. */
  async stop({ id }: Run, { n }: Pair, why: WhyStopped): Promise<void> {
    await this.pool.query(
      `update run_pair set outcome = 'stopped', why = $3 where run_id = $1 and n = $2 and outcome is null`,
      [id, n, why],
    );
  }

  /** Line 6: what was confirmed is not there any more, so an admin is asked again. */
  async askAgain({ id }: Run, { n, confirmedVersion }: Pair, why: WhyAgain): Promise<void> {
    await this.pool.query(
      `update run_pair set confirmed_version = null, confirmed_metadata = null, judged_version = null, why = $4
       where run_id = $1 and n = $2 and confirmed_version = $3`,
      [id, n, confirmedVersion, why],
    );
  }

  /** Line 9. */
  async end({ id }: Run): Promise<void> {
    await inTransaction(this.pool, async (tx) => {
      const { rowCount } = await tx.query('update run set ended_at = now() where id = $1 and ended_at is null', [id]);
      if (rowCount === 1) await this.rosters.release(tx, id);
    });
  }
}

/** @returns false if the run has ended, or is to end */
async function lockGoing(tx: pg.PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select from run where id = $1 and ended_at is null and cancel_requested_at is null for update',
    [id],
  );
  return rowCount === 1;
}
