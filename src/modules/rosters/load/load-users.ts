import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupKey, GroupReference } from '../../../facts/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { Jobs } from '../../../jobs/index.js';
import { CredentialStore, GroupSnapshots, SiteSnapshots } from '../../credentials/index.js';
import { Rosters } from '../rosters.js';

type LoadUsersOutcome =
  | { readonly rosterId: string }
  /** the group is not among those loaded last, or no usable credentials are stored */
  | { readonly refused: 'unknown-group' | 'no-credentials' | 'too-many-lists' };

export class LoadUsers extends Command<LoadUsersOutcome> {
  constructor(
    readonly teamId: string,
    readonly group: GroupKey,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

@CommandHandler(LoadUsers)
export class LoadUsersHandler implements ICommandHandler<LoadUsers> {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly groups: GroupSnapshots,
    private readonly sites: SiteSnapshots,
    private readonly rosters: Rosters,
    private readonly jobs: Jobs,
  ) {}

  async execute({ teamId, group, metadata }: LoadUsers): Promise<LoadUsersOutcome> {
    const stored = await this.credentials.connectionOf(metadata.resellerId);
    if (!stored || stored.secretFault) return { refused: 'no-credentials' };
    const known = await this.known(metadata.resellerId, group);
    if (!known) return { refused: 'unknown-group' };
    const rosterId = await this.rosters.begin(teamId, known, stored.version, metadata);
    if (rosterId === undefined) return { refused: 'too-many-lists' };
    await this.jobs.wake('load-users', { id: rosterId, owner: metadata.resellerId });
    return { rosterId };
  }

  private known(resellerId: string, { kind, id, clientId = 0 }: GroupKey): Promise<GroupReference | undefined> {
    if (kind === 'site') return this.sites.group(resellerId, clientId, id);
    return this.groups.group(resellerId, kind, id);
  }
}
