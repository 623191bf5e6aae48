import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupReference } from '../../../facts/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { ConnectionWriter, type UseForTeam } from '../connection-writer.js';
import { CredentialStore } from '../credential-store.js';
import { loadFaultOf, type LoadFault } from '../load-fault.js';
import { SiteSnapshots } from '../site-snapshot.js';
import { HaloConnector } from '../../halo-connector/index.js';

/** Sites younger than this are shown at once; older ones are loaded again. */
const FRESH_MS = 10 * 60_000;

type LoadSitesOutcome =
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
    private readonly connection: ConnectionWriter,
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

  private async load(client: GroupReference, use: UseForTeam): Promise<LoadSitesOutcome> {
    const stored = await this.credentials.forReseller(use.metadata.resellerId).catch(loadFaultOf);
    if (!stored) return { outcome: 'no-credentials' };
    if ('fault' in stored) {
      await this.connection.recordSitesNotLoaded(use, client, stored.fault, []);
      return { outcome: 'refused', ...stored };
    }
    const { credentials, version } = stored;
    const sites = await this.halo.listSites(credentials, client.id).catch(loadFaultOf);
    if ('fault' in sites) {
      await this.connection.recordSitesNotLoaded(use, client, sites.fault, this.halo.secretSentTo(credentials));
      return { outcome: 'refused', ...sites };
    }
    await this.snapshots.keep(version, client, sites, use);
    return { outcome: 'loaded' };
  }
}
