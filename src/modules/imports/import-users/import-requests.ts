import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import type { GroupReference } from '../../../facts/index.js';
import { type EventMetadata } from '../../../event-store/index.js';
import { isClosed, lockTeam, RunningImports } from '../../teams/index.js';
import type { Task } from '../../../jobs/index.js';
import type { Roster } from '../../rosters/index.js';
import { whyNotImport, type ListToImport, type WhyNotImport } from './may-import.js';

interface ImportRequest {
  readonly importId: string;
  readonly teamId: string;
  readonly group: GroupReference;
  readonly requestedAt: Date;
  readonly actorId: string;
  readonly cancelRequestedAt: Date | null;
}

/** Asked in the transaction that requests an import. */
export type ItsTurn = (tx: pg.PoolClient) => Promise<boolean>;

/** Requested imports. A roster becomes at most one import, which has the roster's id. */
@Injectable()
export class ImportRequests implements RunningImports {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Runs under the locks of the Team and the list, so that a second click, another tab or another process sees the first request.
   * @param confirmed version of the ticks shown in the confirmation
   * @param toImport how many people those ticks would import
   * @param itsTurn for a list of a run: whether its turn has come, answered in the same transaction. Without it, such a list is refused
   */
  request(
    roster: Roster,
    confirmed: number,
    toImport: number,
    metadata: EventMetadata,
    itsTurn: ItsTurn = async () => false,
  ): Promise<WhyNotImport | undefined> {
    return inTransaction(this.pool, async (tx) => {
      const isHeld = roster.heldBy !== null && !(await itsTurn(tx));
      await lockTeam(tx, roster.teamId, 'shared');
      const isTeamClosed = await isClosed(tx, roster.teamId);
      const { rows } = await tx.query<Omit<ListToImport, 'toImport' | 'isTeamClosed' | 'isHeld'>>(
        `select status, import_requested_at is not null as "isRequested", tick_version as "tickVersion"
         from roster where id = $1 for update`,
        [roster.id],
      );
      const whyNot = rows[0] ? whyNotImport({ ...rows[0], isHeld, isTeamClosed, toImport }, confirmed) : 'not-ready';
      if (whyNot) return whyNot;
      await tx.query(
        'update roster set import_requested_at = now(), import_metadata = $2, used_at = now() where id = $1',
        [roster.id, metadata],
      );
      return undefined;
    });
  }

  async find(resellerId: string, importId: string): Promise<ImportRequest | undefined> {
    const { rows } = await this.pool.query<ImportRequest>(
      `select id as "importId", team_id as "teamId", import_requested_at as "requestedAt",
         json_build_object('kind', group_kind, 'id', group_id, 'name', group_name) as group,
         import_metadata -> 'actor' ->> 'id' as "actorId", cancel_requested_at as "cancelRequestedAt"
       from roster where id = $1 and reseller_id = $2 and import_requested_at is not null`,
      [importId, resellerId],
    );
    return rows[0];
  }

  /** Decided people stay decided; the rest are left out. @returns false when the import does not exist or has ended */
  async cancel(resellerId: string, importId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update roster set cancel_requested_at = coalesce(cancel_requested_at, now())
       where id = $1 and reseller_id = $2 and import_requested_at is not null and import_ended_at is null`,
      [importId, resellerId],
    );
    return rowCount === 1;
  }

  /** Imports that have not ended, interleaved by reseller. */
  async unfinished(): Promise<Task[]> {
    const { rows } = await this.pool.query<Task>(
      `select id, reseller_id as owner from roster where import_requested_at is not null and import_ended_at is null
       order by row_number() over (partition by reseller_id order by import_requested_at), import_requested_at`,
    );
    return rows;
  }

  async runInto(tx: pg.PoolClient, teamId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      `select from roster where team_id = $1 and import_requested_at is not null and import_ended_at is null limit 1`,
      [teamId],
    );
    return rowCount !== 0;
  }
}
