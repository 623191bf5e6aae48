import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventMetadata, Position } from '../../../event-store/index.js';
import { ConnectionWriter, type CredentialUse } from '../connection-writer.js';
import { CredentialStore, partyOf } from '../credential-store.js';
import { GroupSnapshots } from '../group-snapshot.js';
import { loadFaultOf, type LoadFault } from '../load-fault.js';
import { HaloConnector, type GroupList, type HaloCredentials } from '../../halo-connector/index.js';
import { RateLimits } from '../../../rate-limits/index.js';
import {
  checkTyped,
  type AddressSource,
  type CredentialProblems,
  type TypedCredentials,
} from '../credentials-form/typed-credentials.js';

export type LoadGroupsOutcome =
  /** `position`: of the last event, if known */
  | { readonly outcome: 'loaded'; readonly stored: boolean; readonly position: Position | undefined }
  | { readonly outcome: 'not-tried'; readonly problems: CredentialProblems }
  | (Pick<LoadFault, 'fault' | 'retryAt'> & {
      readonly outcome: 'refused';
      readonly addressFrom: AddressSource;
      /** another origin that HaloPSA wants the secret sent to; the admin agrees to it when typing the secret again */
      readonly otherSignInHost: string | undefined;
      /** with the fault `sees-no-clients`: the typed credentials may still replace the stored ones */
      readonly mayStoreAnyway: boolean;
    })
  /** too many tries of credentials, or too many loads of groups, in a short time */
  | { readonly outcome: 'too-often'; readonly what: 'credential-tries' | 'group-loads'; readonly waitSeconds: number }
  | { readonly outcome: 'no-credentials' };

/** Tries credentials by loading the groups with them. Typed credentials are stored only after HaloPSA has accepted them. */
export class LoadGroups extends Command<LoadGroupsOutcome> {
  constructor(
    /** null: from the HaloPSA page */
    readonly teamId: string | null,
    /** undefined: use the stored ones */
    readonly typed: TypedCredentials | undefined,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

interface Trial {
  readonly credentials: HaloCredentials;
  /** version of the stored credentials; undefined for typed ones */
  readonly version: string | undefined;
  readonly addressFrom: AddressSource;
  /** refuse an answer without clients: the stored credentials work, and the admin has not agreed to lose theirs */
  readonly keepsClients: boolean;
}

@CommandHandler(LoadGroups)
export class LoadGroupsHandler implements ICommandHandler<LoadGroups> {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly snapshots: GroupSnapshots,
    private readonly connection: ConnectionWriter,
    private readonly halo: HaloConnector,
    private readonly rates: RateLimits,
  ) {}

  async execute({ teamId, typed, metadata }: LoadGroups): Promise<LoadGroupsOutcome> {
    const use = { teamId, metadata };
    const trial = await this.toTry(use, typed);
    if ('outcome' in trial) return trial;
    const groups = await this.halo.listGroups(trial.credentials).catch(loadFaultOf);
    if ('fault' in groups) return this.refused(groups, trial, use);
    if (trial.keepsClients && !groups.groups.some(({ kind }) => kind === 'client')) {
      return this.refused({ fault: 'sees-no-clients' }, trial, use);
    }
    return { outcome: 'loaded', stored: trial.version === undefined, position: await this.keep(trial, groups, use) };
  }

  private async keep({ credentials, version }: Trial, groups: GroupList, use: CredentialUse) {
    if (version !== undefined) return this.snapshots.keep(version, groups, use);
    const sentTo = this.halo.secretSentTo(credentials);
    // An agreement that was not needed is not stored: HaloPSA named no other host.
    const { signInOrigin, ...others } = credentials;
    const used = signInOrigin !== undefined && sentTo.includes(signInOrigin);
    return this.credentials.store(used ? credentials : others, groups, use, sentTo);
  }

  private async toTry(use: CredentialUse, typed: TypedCredentials | undefined): Promise<Trial | LoadGroupsOutcome> {
    if (!typed) return this.storedOnes(use, 'baseUrl');
    const { resellerId } = use.metadata;
    const before = await this.credentials.connectionOf(resellerId);
    const checked = checkTyped(typed, before);
    if ('problems' in checked) return { outcome: 'not-tried', problems: checked.problems };
    if (!('credentials' in checked)) return this.storedOnes(use, checked.addressFrom);
    const tooOften = await this.tooOften('credential-tries', resellerId);
    if (tooOften) return tooOften;
    const works = before?.secretFault ? undefined : before;
    const credentials = { ...checked.credentials, party: partyOf(resellerId, works) };
    const keepsClients = works !== undefined && !typed.storeAnyway;
    return { credentials, addressFrom: checked.addressFrom, version: undefined, keepsClients };
  }

  private async tooOften(what: 'credential-tries' | 'group-loads', resellerId: string) {
    const waitSeconds = await this.rates.count(what, resellerId);
    return waitSeconds === undefined ? undefined : ({ outcome: 'too-often', what, waitSeconds } as const);
  }

  /** Counted before the secret is opened, because a secret that cannot be opened also writes an event. */
  private async storedOnes(use: CredentialUse, addressFrom: AddressSource): Promise<Trial | LoadGroupsOutcome> {
    const { resellerId } = use.metadata;
    const tooOften = await this.tooOften('group-loads', resellerId);
    if (tooOften) return tooOften;
    const stored = await this.credentials.forReseller(resellerId).catch(loadFaultOf);
    if (!stored) return { outcome: 'no-credentials' };
    if ('fault' in stored) {
      await this.connection.recordGroupsNotLoaded(use, stored.fault, []);
      return { outcome: 'refused', ...stored, addressFrom, otherSignInHost: undefined, mayStoreAnyway: false };
    }
    const { credentials, version } = stored;
    return { credentials, version, addressFrom, keepsClients: await this.snapshots.seesClients(resellerId) };
  }

  private async refused(
    { fault, retryAt, signInOrigin: asked }: LoadFault,
    { addressFrom, credentials, version }: Trial,
    use: CredentialUse,
  ): Promise<LoadGroupsOutcome> {
    const sentTo = this.halo.secretSentTo(credentials);
    await this.connection.recordGroupsNotLoaded(use, fault, sentTo);
    const { signInOrigin } = credentials;
    const base = new URL(credentials.baseUrl).origin;
    const named = asked ?? (signInOrigin !== undefined && sentTo.includes(signInOrigin) ? signInOrigin : undefined);
    const mayStoreAnyway = fault === 'sees-no-clients' && version === undefined;
    return {
      outcome: 'refused',
      fault,
      addressFrom,
      retryAt,
      otherSignInHost: named === base ? undefined : named,
      mayStoreAnyway,
    };
  }
}
