import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../database/index.js';
import { NotFound } from '../../shared/errors.js';
import type { GroupReference, UsersFault } from '../../facts/index.js';
import { type EventMetadata, type Position } from '../../event-store/index.js';
import type { RosterCounts } from './roster-types.js';
import { FIRST_READING, type Reading } from '../halo-connector/index.js';
import type { Task } from '../../jobs/index.js';
import type { LeftOutRows } from './load/sort-out.js';

export type RosterFault = UsersFault;

/** The most lists of one reseller that are open at a time: loading, loaded and not imported yet, or importing. */
export const MOST_OPEN = 100;

export interface Roster {
  readonly id: string;
  readonly resellerId: string;
  readonly teamId: string;
  readonly group: GroupReference;
  readonly metadata: EventMetadata;
  readonly credentialsVersion: string;
  /** since when it loads, and how many people had come before that: a load can be stopped and go on */
  readonly loadsSince: Date;
  readonly receivedBefore: number;
  readonly status: 'loading' | 'loaded' | 'failed' | 'expired';
  readonly nextPage: number;
  /** what HaloPSA said, null where it did not */
  readonly announced: number | null;
  readonly received: number;
  readonly foreignIds: number;
  readonly reading: Reading;
  /** the list changed while it was read, each time: some may be missing */
  readonly unsure: boolean;
  readonly leftOutRows: LeftOutRows;
  readonly failedTries: number;
  readonly notBefore: Date | null;
  /** until `notBefore`, by the database's clock; 0 when it may go on */
  readonly waitMs: number;
  readonly fault: RosterFault | null;
  readonly tickVersion: number;
  /** as they were written down last; nothing before it is loaded */
  readonly counts: RosterCounts;
  /** when the claims on all its addresses were looked at last */
  readonly judgedAt: Date | null;
  /** where the log stood then */
  readonly judgedHead: Position | null;
  readonly importRequestedAt: Date | null;
}

interface Row {
  [column: string]: unknown;
}

/** How many lists one sweep forgets at most. */
const EXPIRE_AT_ONCE = 20;

/** The lists of people as they were loaded, each for one Team and one look at it. */
@Injectable()
export class Rosters {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * A roster that begins to load; the one that loads already when the same person asks for the same twice: a second click costs HaloPSA
   * no requests. @returns its id; undefined where the reseller has too many lists that have not ended
   */
  async begin(teamId: string, group: GroupReference, credentialsVersion: string, metadata: EventMetadata) {
    return inTransaction(this.pool, async (tx) => {
      await lockLists(tx, metadata.resellerId);
      const { rows } = await tx.query<{ id: string }>(
        `select id from roster where status = 'loading' and team_id = $1 and group_kind = $2 and group_id = $3
           and credentials_version = $4 and load_metadata -> 'actor' ->> 'id' = $5 limit 1`,
        [teamId, group.kind, group.id, credentialsVersion, metadata.actor.id],
      );
      if (rows[0]) return rows[0].id;
      if (await hasTooMany(tx, metadata.resellerId)) return undefined;
      const id = randomUUID();
      await tx.query(
        `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_client_id, group_name, load_metadata, credentials_version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[id, metadata.resellerId, teamId, group.kind, group.id, group.clientId ?? null, group.name],
          ...[metadata, credentialsVersion],
        ],
      );
      return id;
    });
  }

  async byId(id: string): Promise<Roster | undefined> {
    const { rows } = await this.pool.query<Row>(
      `select *, ceil(extract(epoch from not_before - clock_timestamp()) * 1000) as wait_ms from roster where id = $1`,
      [id],
    );
    return rows[0] && rosterOf(rows[0]);
  }

  /** A roster of the visitor's reseller, which stays for another hour. @throws NotFound */
  async seenBy(resellerId: string, id: string): Promise<Roster> {
    const roster = await this.byId(id);
    if (roster?.resellerId !== resellerId) throw new NotFound('This list');
    await this.keep(id);
    return roster;
  }

  /** Put off while a worker holds the row: a page does not wait for it, and the worker's own commit notes a use as well. */
  private async keep(id: string): Promise<void> {
    await this.pool.query(
      `update roster set used_at = now() where id =
         (select id from roster where id = $1 and used_at < now() - interval '1 minute' for update skip locked)`,
      [id],
    );
  }

  /** Those that may go on now, the resellers in turn. */
  async loading(): Promise<Task[]> {
    const { rows } = await this.pool.query<Task>(
      `select id, reseller_id as owner from roster where status = 'loading' and (not_before is null or not_before <= now())
       order by row_number() over (partition by reseller_id order by created_at), created_at`,
    );
    return rows;
  }

  /** Forgets the people of lists that nobody has used for an hour, unless an import of theirs still runs. */
  async expire(): Promise<void> {
    for (let n = 0; n < EXPIRE_AT_ONCE; n++) {
      if (!(await inTransaction(this.pool, expireOne))) return;
    }
  }
}

/** One list in a transaction: its row is locked for no longer than that takes. @returns false when no list is due */
async function expireOne(tx: pg.PoolClient): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from roster
     where status in ('loaded', 'failed') and used_at < now() - interval '1 hour'
       and (import_requested_at is null or import_ended_at < now() - interval '1 hour')
     limit 1 for update skip locked`,
  );
  const [idle] = rows;
  if (!idle) return false;
  await tx.query('delete from roster_person where roster_id = $1', [idle.id]);
  await tx.query('delete from roster_foreign_id where roster_id = $1', [idle.id]);
  await tx.query('delete from import_item where import_id = $1', [idle.id]);
  await tx.query(`update roster set status = 'expired' where id = $1`, [idle.id]);
  return true;
}

/** Until the commit no other list of the reseller begins or goes on, so that the count stays true. */
export async function lockLists(tx: pg.PoolClient, resellerId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('lists ' || $1, 0))`, [resellerId]);
}

/** A list that failed, was imported, or has expired has ended. */
export async function hasTooMany(tx: pg.PoolClient, resellerId: string): Promise<boolean> {
  const { rows } = await tx.query<{ open: number }>(
    `select count(*)::int as open from roster
     where reseller_id = $1 and status in ('loading', 'loaded') and import_ended_at is null`,
    [resellerId],
  );
  return (rows[0]?.open ?? 0) >= MOST_OPEN;
}

export function rosterOf(row: Row): Roster {
  return {
    id: String(row['id']),
    resellerId: String(row['reseller_id']),
    teamId: String(row['team_id']),
    group: {
      kind: row['group_kind'] as GroupReference['kind'],
      id: Number(row['group_id']),
      name: String(row['group_name']),
      ...(row['group_client_id'] == null ? {} : { clientId: Number(row['group_client_id']) }),
    },
    metadata: row['load_metadata'] as EventMetadata,
    credentialsVersion: String(row['credentials_version']),
    loadsSince: (row['loads_since'] ?? row['created_at']) as Date,
    receivedBefore: Number(row['received_before']),
    status: row['status'] as Roster['status'],
    nextPage: Number(row['next_page']),
    announced: row['announced'] as number | null,
    received: Number(row['received']),
    foreignIds: Number(row['foreign_ids']),
    reading: (row['reading'] ?? FIRST_READING) as Reading,
    unsure: Boolean(row['unsure']),
    leftOutRows: row['rows_left_out'] as LeftOutRows,
    failedTries: Number(row['failed_tries']),
    notBefore: row['not_before'] as Date | null,
    waitMs: Math.max(0, Number(row['wait_ms'])),
    fault: row['fault'] as RosterFault | null,
    tickVersion: Number(row['tick_version']),
    counts: {
      listed: Number(row['received']),
      importable: Number(row['importable']),
      selectAll: Number(row['select_all']),
      blocked: Number(row['blocked']),
      ticked: Number(row['ticked']),
    },
    judgedAt: row['judged_at'] as Date | null,
    judgedHead: row['judged_head'] as Position | null,
    importRequestedAt: row['import_requested_at'] as Date | null,
  };
}
