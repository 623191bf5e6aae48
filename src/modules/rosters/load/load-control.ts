import type { UsersFault } from '../../../facts/index.js';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { hasTooMany, lockLists } from './open-lists.js';
import type { Roster } from '../roster.js';
import { inTransaction } from '../../../database/index.js';
import { type EventMetadata } from '../../../event-store/index.js';
import { Jobs } from '../../../jobs/index.js';
import { CredentialStore } from '../../credentials/index.js';
import { LoadEnds } from './load-ends.js';

/** After these faults a load cannot be resumed. */
const FINAL: readonly (UsersFault | null)[] = ['list-broken', 'group-gone', 'credentials-removed', 'list-too-long'];

/** Stops a load, and resumes a failed one from where it was. */
@Injectable()
export class LoadControl {
  constructor(
    private readonly pool: pg.Pool,
    private readonly credentials: CredentialStore,
    private readonly ends: LoadEnds,
    private readonly jobs: Jobs,
  ) {}

  /** Keeps the people loaded so far; the load can be resumed. Does nothing if the load has already ended. */
  async stop(roster: Roster, metadata: EventMetadata): Promise<void> {
    const stopped = { ...roster, metadata };
    await this.ends.deliver(await inTransaction(this.pool, (tx) => this.ends.stage(tx, stopped, 'cancelled', null)));
  }

  /** Whether a load can be resumed: all its pages must come from one HaloPSA, with the same credentials. */
  async canGoOn({ status, fault, resellerId, credentialsVersion }: Roster): Promise<boolean> {
    if (status !== 'failed' || FINAL.includes(fault)) return false;
    const stored = await this.credentials.connectionOf(resellerId);
    return stored?.version === credentialsVersion && !stored.secretFault;
  }

  /**
   * Resumes the load on behalf of the admin who asked for it. A pause that HaloPSA asked for still applies.
   * @returns false if the reseller has too many open lists
   */
  async goOn(roster: Roster, metadata: EventMetadata): Promise<boolean> {
    const goesOn = await inTransaction(this.pool, async (tx) => {
      await lockLists(tx, roster.resellerId);
      if (await hasTooMany(tx, roster.resellerId)) return false;
      await tx.query(
        `update roster set status = 'loading', failed_tries = 0, load_metadata = $2, loads_since = greatest(now(), not_before),
         fault = case when not_before > now() then 'rate-limited' end, received_before = received, used_at = now()
       where id = $1 and status = 'failed'`,
        [roster.id, metadata],
      );
      return true;
    });
    if (goesOn) await this.jobs.wake('load-users', { id: roster.id, owner: roster.resellerId });
    return goesOn;
  }
}
