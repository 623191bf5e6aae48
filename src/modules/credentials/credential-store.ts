import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { SecretFault } from '../../facts/index.js';
import type { EventMetadata, Position } from '../../event-store/index.js';
import { Party, Secret, type GroupList, type HaloCredentials } from '../halo-connector/index.js';
import { ConnectionCommits, type CredentialUse } from './connection-commits.js';
import { groupsLoaded } from './connection-stream.js';
import { CredentialsRow, upsertCredentials } from './credentials-row.js';
import { replaceGroups } from './group-snapshot.js';
import { KEYRING, type Keyring } from './sealing/keyring.js';
import { fingerprintOf, openSecret, sealSecret, SecretDoesNotOpen } from './sealing/seal.js';

/** What pages may say of the stored credentials: everything but the secret. */
export interface StoredConnection extends Omit<CredentialsRow, 'sealedSecret' | 'resellerId'> {
  /** why the secret has to be typed again; null: it opens */
  readonly secretFault: SecretFault | null;
}

export interface StoredCredentials extends Pick<StoredConnection, 'version' | 'storedAt' | 'storedBy' | 'fingerprint'> {
  readonly credentials: HaloCredentials;
}

/** A reseller's HaloPSA credentials: sealed in their row, and each change of it in the log. */
@Injectable()
export class CredentialStore {
  constructor(
    private readonly entities: EntityManager,
    private readonly commits: ConnectionCommits,
    @Inject(KEYRING) private readonly keyring: Keyring,
  ) {}

  /** What is stored, and whether the secret opens. @returns undefined when nothing is */
  async connectionOf(resellerId: string): Promise<StoredConnection | undefined> {
    const row = await this.entities.fork().findOne(CredentialsRow, { resellerId });
    if (!row) return undefined;
    const { baseUrl, tenantId, clientId, signInOrigin, fingerprint, storedAt, storedBy, version } = row;
    const secretFault = await openSecret(this.keyring, row, row.sealedSecret).then(() => null, faultOf);
    return { baseUrl, tenantId, clientId, signInOrigin, fingerprint, storedAt, storedBy, version, secretFault };
  }

  /**
   * The credentials, to ask HaloPSA with. @returns undefined when none are stored
   * @throws SecretDoesNotOpen
   */
  async forReseller(resellerId: string): Promise<StoredCredentials | undefined> {
    const row = await this.entities.fork().findOne(CredentialsRow, { resellerId });
    if (!row) return undefined;
    const { version, storedAt, storedBy, fingerprint } = row;
    const secret = await openSecret(this.keyring, row, row.sealedSecret);
    const party = partyOf(resellerId, row);
    const credentials = { ...credentialsOf(row, Secret.of(secret)), party };
    return { version, storedAt, storedBy, fingerprint, credentials };
  }

  /**
   * Stores credentials that HaloPSA has just accepted, in place of any others, with the groups that it answered.
   * @param secretSentTo origins that were given the secret
   * @returns where the last event stands; undefined when it is about to be appended
   */
  async store(
    credentials: HaloCredentials,
    groups: GroupList,
    use: CredentialUse,
    secretSentTo: readonly string[] = [],
  ): Promise<Position | undefined> {
    const { resellerId } = use.metadata;
    const secret = credentials.clientSecret.reveal();
    const { baseUrl, tenantId, clientId, signInOrigin = null } = credentials;
    const sealed = await sealSecret(this.keyring, { resellerId, baseUrl, tenantId, clientId, signInOrigin }, secret);
    const fingerprint = fingerprintOf(resellerId, secret);
    const where = { baseUrl, tenantId: tenantId ?? '', clientId, signInOrigin, secretSentTo };
    const stored = { teamId: use.teamId, ...where, fingerprint };
    return this.commits.commit(use.metadata, async (tx) => {
      const version = await upsertCredentials(tx, credentials, { sealed, fingerprint, metadata: use.metadata });
      await replaceGroups(tx, { resellerId, version }, groups);
      return [{ type: 'HaloCredentialsStored', data: stored }, groupsLoaded(use.teamId, groups.groups.length)];
    });
  }

  /** Forgets the credentials and the groups loaded with them. Where none are stored, nothing happens. */
  async remove(metadata: EventMetadata): Promise<Position | undefined> {
    return this.commits.commit(metadata, async (tx) => {
      const { rowCount } = await tx.query('delete from halo_credentials where reseller_id = $1', [metadata.resellerId]);
      return rowCount === 0 ? [] : [{ type: 'HaloCredentialsRemoved', data: { teamId: null } }];
    });
  }
}

/** Whose requests use a reseller's share of HaloPSA's limit, and which hosts have accepted its credentials: those of the stored ones. */
export function partyOf(
  resellerId: string,
  stored: Pick<StoredConnection, 'baseUrl' | 'signInOrigin'> | undefined,
): Party {
  const { baseUrl, signInOrigin = null } = stored ?? {};
  return new Party(
    resellerId,
    [baseUrl, signInOrigin].flatMap((origin) => origin ?? []),
  );
}

function faultOf(error: unknown): SecretFault {
  if (error instanceof SecretDoesNotOpen) return error.fault;
  throw error;
}

function credentialsOf(row: CredentialsRow, clientSecret: Secret): HaloCredentials {
  const { baseUrl, tenantId, clientId, signInOrigin } = row;
  return { baseUrl, tenantId, clientId, clientSecret, ...(signInOrigin === null ? {} : { signInOrigin }) };
}
