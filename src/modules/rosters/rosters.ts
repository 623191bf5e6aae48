import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../database/index.js';
import type { EventMetadata } from '../../event-store/index.js';
import type { GroupReference } from '../../facts/index.js';
import type { Task } from '../../jobs/index.js';
import { NotFound } from '../../shared/errors.js';
import { hasTooMany, lockLists } from './load/open-lists.js';
import { rosterOf, type Roster, type RosterRecord } from './roster.js';

/** The loaded lists of people, each for one Team and one import. */
@Injectable()
export class Rosters {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Begins to load a roster. If the same person is already loading the same group for the same Team, that roster is used: a second click
   * costs HaloPSA no requests.
   * @returns its id; undefined if the reseller has too many open lists
   */
  async begin(teamId: string, group: GroupReference, credentialsVersion: string, metadata: EventMetadata) {
    return inTransaction(this.pool, async (tx) => {
      await lockLists(tx, metadata.resellerId);
      const { rows } = await tx.query<{ id: string }>(
        `select id from roster where status = 'loading' and held_by is null and reload_of is null and team_id = $1 and group_kind = $2 and group_id = $3
           and credentials_version = $4 and load_metadata -> 'actor' ->> 'id' = $5 limit 1`,
        [teamId, group.kind, group.id, credentialsVersion, metadata.actor.id],
      );
      if (rows[0]) return rows[0].id;
      if (await hasTooMany(tx, metadata.resellerId)) return undefined;
      const id = randomUUID();
      await insert(tx, { id, teamId, group, credentialsVersion, metadata, heldBy: null });
      return id;
    });
  }

  /** Begins to load a list under an id that was chosen before. A list with this id stays as it is. Part of the caller's transaction. */
  async beginHeld(tx: pg.PoolClient, list: NewList): Promise<void> {
    await insert(tx, list);
  }

  /** The lists of a run expire like any other from now on. Part of the caller's transaction. */
  async release(tx: pg.PoolClient, runId: string): Promise<void> {
    await tx.query('update roster set held_by = null, used_at = now() where held_by = $1', [runId]);
  }

  async byId(id: string): Promise<Roster | undefined> {
    const { rows } = await this.pool.query<RosterRecord>(
      `select *, ceil(extract(epoch from not_before - clock_timestamp()) * 1000) as wait_ms from roster where id = $1`,
      [id],
    );
    return rows[0] && rosterOf(rows[0]);
  }

  /** A roster of the visitor's reseller. Keeps it for another hour. @throws NotFound */
  async visit(resellerId: string, id: string): Promise<Roster> {
    const roster = await this.byId(id);
    if (roster?.resellerId !== resellerId) throw new NotFound('This list');
    await this.keep(id);
    return roster;
  }

  /** Skipped while a worker holds the row: a page does not wait for it, and the worker's own commit records a use as well. */
  private async keep(id: string): Promise<void> {
    await this.pool.query(
      `update roster set used_at = now() where id =
         (select id from roster where id = $1 and used_at < now() - interval '1 minute' for update skip locked)`,
      [id],
    );
  }

  /** Loads that may run now, interleaved by reseller. */
  async loading(): Promise<Task[]> {
    const { rows } = await this.pool.query<Task>(
      `select id, reseller_id as owner from roster where status = 'loading' and (not_before is null or not_before <= now())
       order by row_number() over (partition by reseller_id order by created_at), created_at`,
    );
    return rows;
  }
}

interface NewList {
  readonly id: string;
  readonly teamId: string;
  readonly group: GroupReference;
  readonly credentialsVersion: string;
  readonly metadata: EventMetadata;
  /** a run: the list does not expire, and is not imported by itself */
  readonly heldBy: string | null;
}

async function insert(tx: pg.PoolClient, list: NewList): Promise<void> {
  const { id, teamId, group, credentialsVersion, metadata, heldBy } = list;
  await tx.query(
    `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_client_id, group_name, load_metadata, credentials_version, held_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      ...[id, metadata.resellerId, teamId, group.kind, group.id, group.clientId ?? null, group.name],
      ...[metadata, credentialsVersion, heldBy],
    ],
  );
}
