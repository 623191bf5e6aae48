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

/** After these, what has come is no beginning of a list that could be finished. */
const FINAL: readonly (UsersFault | null)[] = ['list-broken', 'group-gone', 'credentials-removed', 'list-too-long'];

/** Stops a load, and has one that failed go on from where it was. */
@Injectable()
export class LoadControl {
  constructor(
    private readonly pool: pg.Pool,
    private readonly credentials: CredentialStore,
    private readonly ends: LoadEnds,
    private readonly jobs: Jobs,
  ) {}

  /** What has come stays, and the load can go on later. A load that has ended meanwhile is left as it is. */
  async stop(roster: Roster, metadata: EventMetadata): Promise<void> {
    const stopped = { ...roster, metadata };
    await this.ends.deliver(await inTransaction(this.pool, (tx) => this.ends.stage(tx, stopped, 'cancelled', null)));
  }

  /** Whether it can go on: its pages must all come from one HaloPSA, asked with the same credentials. */
  async canGoOn({ status, fault, resellerId, credentialsVersion }: Roster): Promise<boolean> {
    if (status !== 'failed' || FINAL.includes(fault)) return false;
    const stored = await this.credentials.connectionOf(resellerId);
    return stored?.version === credentialsVersion && !stored.secretFault;
  }

  /**
   * From now on it loads on behalf of the admin who asked for it. A wait that HaloPSA asked for is kept.
   * @returns false where the reseller has too many lists that have not ended
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
