import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { Jobs } from '../../../jobs/index.js';
import { CredentialStore } from '../../credentials/index.js';
import { expireList } from '../expire.js';
import { hasTooMany, lockLists } from '../load/open-lists.js';
import type { Roster } from '../roster.js';
import { Rosters } from '../rosters.js';
import type { ReloadState } from './reload-state.js';

type ReloadOutcome =
  | { readonly rosterId: string }
  /** `not-ready`: it is not loaded, is being imported, or belongs to a run. `other-credentials`: it may be of another HaloPSA */
  | { readonly refused: 'not-ready' | 'other-credentials' | 'too-many-lists' };

/** Loads the people of a list again, into a new list that takes over its ticks (carry-over.ts). Until then the list stays as it is. */
@Injectable()
export class Reloads {
  constructor(
    private readonly pool: pg.Pool,
    private readonly rosters: Rosters,
    private readonly credentials: CredentialStore,
    private readonly jobs: Jobs,
  ) {}

  /** A list has one reload at a time: a second click, or another tab, gets to the same. */
  async begin(roster: Roster, metadata: EventMetadata): Promise<ReloadOutcome> {
    const stored = await this.credentials.connectionOf(roster.resellerId);
    if (stored?.version !== roster.credentialsVersion || stored.secretFault) return { refused: 'other-credentials' };
    const begun = await inTransaction(this.pool, (tx) => this.insert(tx, roster, metadata));
    if ('rosterId' in begun) await this.jobs.wake('load-users', { id: begun.rosterId, owner: roster.resellerId });
    return begun;
  }

  private async insert(tx: pg.PoolClient, roster: Roster, metadata: EventMetadata): Promise<ReloadOutcome> {
    await lockLists(tx, roster.resellerId);
    const ready = await tx.query(
      `update roster set used_at = now()
       where id = $1 and status = 'loaded' and import_requested_at is null and held_by is null`,
      [roster.id],
    );
    if (ready.rowCount === 0) return { refused: 'not-ready' };
    const { rows } = await tx.query<{ id: string; status: string }>(
      `select id, status from roster where reload_of = $1 and status in ('loading', 'failed')`,
      [roster.id],
    );
    const loading = rows.find(({ status }) => status === 'loading');
    if (loading) return { rosterId: loading.id };
    if (await hasTooMany(tx, roster.resellerId)) return { refused: 'too-many-lists' };
    // An earlier try cannot go on any more: it would replace a list that this one has replaced.
    for (const { id } of rows) await expireList(tx, id);
    const id = randomUUID();
    await this.rosters.beginHeld(tx, { ...roster, id, metadata, heldBy: null });
    await tx.query('update roster set reload_of = $2 where id = $1', [id, roster.id]);
    return { rosterId: id };
  }

  /** What the page of a loaded list says about reloading. */
  async stateOf({ id, heldBy, reloaded }: Roster): Promise<ReloadState> {
    const { rows } = await this.pool.query<{ id: string }>(
      `select id from roster where reload_of = $1 and status = 'loading'`,
      [id],
    );
    const secondsAgo = reloaded ? Math.max(0, (Date.now() - Date.parse(reloaded.at)) / 1_000) : 0;
    return { isOffered: heldBy === null, running: rows[0]?.id, found: reloaded ? { ...reloaded, secondsAgo } : null };
  }
}
