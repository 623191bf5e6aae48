import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventMetadata, Position } from '../../../event-store/index.js';
import { CredentialStore, CredentialUseLog, partyOf, type CredentialUse } from '../../credentials/index.js';
import {
  HaloConnector,
  HaloError,
  type GroupList,
  type HaloCredentials,
  type HaloFault,
} from '../../halo-connector/index.js';
import { checkTyped, type AddressSource, type CredentialProblems, type TypedCredentials } from './typed-credentials.js';

export type LoadGroupsOutcome =
  /** `position`: where the last event stands, as far as that is known */
  | { readonly outcome: 'loaded'; readonly stored: boolean; readonly position: Position | undefined }
  | { readonly outcome: 'not-tried'; readonly problems: CredentialProblems }
  | {
      readonly outcome: 'refused';
      readonly fault: HaloFault;
      readonly addressFrom: AddressSource;
      /** with the fault `rate-limited`: when to try again */
      readonly retryAt: Date | undefined;
      /** with the fault `other-sign-in-host`: the origin that asks for the secret */
      readonly otherSignInHost: string | undefined;
    }
  | { readonly outcome: 'no-credentials' };

/** Tries credentials by loading the groups with them. What was typed is stored when HaloPSA accepted it, and not before. */
export class LoadGroups extends Command<LoadGroupsOutcome> {
  constructor(
    readonly teamId: string,
    /** undefined: the stored ones */
    readonly typed: TypedCredentials | undefined,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

interface Trial {
  readonly credentials: HaloCredentials;
  /** of the stored credentials; undefined: typed ones */
  readonly version: string | undefined;
  readonly addressFrom: AddressSource;
}

@CommandHandler(LoadGroups)
export class LoadGroupsHandler implements ICommandHandler<LoadGroups> {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly uses: CredentialUseLog,
    private readonly halo: HaloConnector,
  ) {}

  async execute({ teamId, typed, metadata }: LoadGroups): Promise<LoadGroupsOutcome> {
    const trial = await this.toTry(metadata.resellerId, typed);
    if ('outcome' in trial) return trial;
    const use = { teamId, metadata };
    let groups: GroupList;
    try {
      groups = await this.halo.listGroups(trial.credentials);
    } catch (error) {
      if (!(error instanceof HaloError)) throw error;
      return this.refused(error, trial, use);
    }
    const position =
      trial.version === undefined
        ? await this.credentials.store(trial.credentials, groups, use)
        : await this.credentials.keepGroups(trial.version, groups, use);
    return { outcome: 'loaded', stored: trial.version === undefined, position };
  }

  private async toTry(resellerId: string, typed: TypedCredentials | undefined): Promise<Trial | LoadGroupsOutcome> {
    let addressFrom: AddressSource = 'baseUrl';
    if (typed) {
      const connection = await this.credentials.connectionOf(resellerId);
      const checked = checkTyped(typed, connection);
      if ('problems' in checked) return { outcome: 'not-tried', problems: checked.problems };
      if ('credentials' in checked) {
        const credentials = { ...checked.credentials, party: partyOf(resellerId, connection) };
        return { credentials, addressFrom: checked.addressFrom, version: undefined };
      }
      addressFrom = checked.addressFrom;
    }
    const stored = await this.credentials.forReseller(resellerId);
    if (!stored) return { outcome: 'no-credentials' };
    return { credentials: stored.credentials, version: stored.version, addressFrom };
  }

  private async refused(error: HaloError, { addressFrom }: Trial, use: CredentialUse): Promise<LoadGroupsOutcome> {
    await this.uses.recordGroupsNotLoaded(use, error.code);
    const { code: fault, retryAt, origin: otherSignInHost } = error;
    return { outcome: 'refused', fault, addressFrom, retryAt, otherSignInHost };
  }
}
