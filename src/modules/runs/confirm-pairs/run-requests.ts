import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { isSettled, type Pair } from '../run-types.js';
import { Runs } from '../runs.js';
import { whyNotConfirm } from './may-confirm.js';

/** A pair and the version of the ticks that its confirmation showed. */
export interface Seen {
  readonly n: number;
  readonly version: number;
}

/** What an admin asks of a run, under the lock of its row. */
@Injectable()
export class RunRequests {
  constructor(
    private readonly pool: pg.Pool,
    private readonly runs: Runs,
  ) {}

  /**
   * Line 6: confirms pairs at the ticks that the admin saw. The others stay as they are.
   * @param together without a look at each
   * @returns how many were confirmed; undefined if the run has ended or is being cancelled
   */
  confirm(id: string, seen: readonly Seen[], together: boolean, metadata: EventMetadata): Promise<number | undefined> {
    return inTransaction(this.pool, async (tx) => {
      if (!(await this.lock(tx, id))) return undefined;
      const pairs = new Map((await this.runs.pairs(id, tx)).map((pair) => [pair.n, pair]));
      const free = seen.filter(({ n, version }) => {
        const pair = pairs.get(n);
        return pair && whyNotConfirm(pair, version, together) === undefined;
      });
      await tx.query(
        `update run_pair set confirmed_version = seen.version, confirmed_metadata = $4, why = null
         from unnest($2::integer[], $3::integer[]) as seen (n, version) where run_id = $1 and run_pair.n = seen.n`,
        [id, free.map(({ n }) => n), free.map(({ version }) => version), { ...metadata, correlationId: id }],
      );
      return free.length;
    });
  }

  /** Ends a pair whose import has not begun. @returns whether it is skipped now */
  skip(id: string, n: number): Promise<boolean> {
    return inTransaction(this.pool, async (tx) => {
      if (!(await this.lock(tx, id))) return false;
      const pair = (await this.runs.pairs(id, tx)).find((one) => one.n === n);
      if (!pair || !maySkip(pair)) return pair?.outcome === 'skipped';
      await tx.query(`update run_pair set outcome = 'skipped', why = null where run_id = $1 and n = $2`, [id, n]);
      return true;
    });
  }

  /** Line 9. @returns false if the run has ended */
  async cancel(resellerId: string, id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update run set cancel_requested_at = coalesce(cancel_requested_at, now())
       where id = $1 and reseller_id = $2 and ended_at is null`,
      [id, resellerId],
    );
    return rowCount === 1;
  }

  private async lock(tx: pg.PoolClient, id: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update run set used_at = now() where id = $1 and ended_at is null and cancel_requested_at is null`,
      [id],
    );
    return rowCount === 1;
  }
}

const maySkip = (pair: Pair) => !isSettled(pair) && pair.import === 'none';
