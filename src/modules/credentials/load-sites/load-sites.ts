import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupReference } from '../../../facts/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { RateLimits } from '../../../rate-limits/index.js';
import type { CredentialUse } from '../connection-commits.js';
import { CredentialStore } from '../credential-store.js';
import { loadFaultOf, type LoadFault } from '../load-fault.js';
import { CredentialUseLog } from '../use-log.js';
import { SiteSnapshots } from '../site-snapshot.js';
import { HaloConnector } from '../../halo-connector/index.js';

/** Sites younger than this are shown at once; older ones are loaded again. */
const FRESH_MS = 10 * 60_000;

export type LoadSitesOutcome =
  | { readonly outcome: 'loaded' | 'no-credentials' }
  | { readonly outcome: 'too-often'; readonly waitSeconds: number }
  | ({ readonly outcome: 'refused' } & LoadFault);

/** Loads the sites of a client from HaloPSA. */
export class LoadSites extends Command<LoadSitesOutcome> {
  constructor(
    readonly teamId: string,
    /** the client as it was offered */
    readonly client: GroupReference,
    /** load even if they were loaded a moment ago */
    readonly again: boolean,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

@CommandHandler(LoadSites)
export class LoadSitesHandler implements ICommandHandler<LoadSites> {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly uses: CredentialUseLog,
    private readonly snapshots: SiteSnapshots,
    private readonly halo: HaloConnector,
    private readonly rates: RateLimits,
  ) {}

  async execute({ teamId, client, again, metadata }: LoadSites): Promise<LoadSitesOutcome> {
    const { resellerId } = metadata;
    if (!again && (await this.snapshots.isFresh(resellerId, client.id, FRESH_MS))) return { outcome: 'loaded' };
    const waitSeconds = await this.rates.count('group-loads', resellerId);
    if (waitSeconds !== undefined) return { outcome: 'too-often', waitSeconds };
    return this.load(client, { teamId, metadata });
  }

  private async load(client: GroupReference, use: CredentialUse): Promise<LoadSitesOutcome> {
    let sentTo: readonly string[] = [];
    try {
      const stored = await this.credentials.forReseller(use.metadata.resellerId);
      if (!stored) return { outcome: 'no-credentials' };
      const sites = await this.halo
        .listSites(stored.credentials, client.id)
        .finally(() => (sentTo = this.halo.secretSentTo(stored.credentials)));
      await this.snapshots.keep(stored.version, client, sites, use);
      return { outcome: 'loaded' };
    } catch (error) {
      const refused = loadFaultOf(error);
      await this.uses.recordSitesNotLoaded(use, client, refused.fault, sentTo);
      return { outcome: 'refused', ...refused };
    }
  }
}
