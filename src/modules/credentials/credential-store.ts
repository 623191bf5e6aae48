import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { SecretFault } from '../../facts/index.js';
import type { EventMetadata, Position } from '../../event-store/index.js';
import { Party, Secret, type GroupList, type HaloCredentials } from '../halo-connector/index.js';
import { ConnectionWriter, type CredentialUse } from './connection-writer.js';
import { groupsLoaded } from './connection-stream.js';
import { CredentialsRow, upsertCredentials } from './credentials-row.js';
import { replaceGroups } from './group-snapshot.js';
import type { StoredConnections } from '../teams/index.js';
import { KEYRING, type Keyring } from './sealing/keyring.js';
import { fingerprintOf, openSecret, sealSecret, SecretDoesNotOpen } from './sealing/seal.js';

/** The stored credentials without the secret, for pages. */
export interface StoredConnection extends Omit<CredentialsRow, 'sealedSecret' | 'resellerId'> {
  /** why the secret has to be typed again; null if it can be opened */
  readonly secretFault: SecretFault | null;
}

export interface StoredCredentials extends Pick<StoredConnection, 'version' | 'storedAt' | 'storedBy' | 'fingerprint'> {
  readonly credentials: HaloCredentials;
}

/** A reseller's HaloPSA credentials: the secret is sealed in their row, and each change is logged. */
@Injectable()
export class CredentialStore implements StoredConnections {
  constructor(
    private readonly entities: EntityManager,
    private readonly connection: ConnectionWriter,
    @Inject(KEYRING) private readonly keyring: Keyring,
  ) {}

  /** The stored credentials, and whether the secret can be opened. @returns undefined when none are stored */
  async connectionOf(resellerId: string): Promise<StoredConnection | undefined> {
    const row = await this.entities.fork().findOne(CredentialsRow, { resellerId });
    if (!row) return undefined;
    const { baseUrl, tenantId, clientId, signInOrigin, fingerprint, storedAt, storedBy, version } = row;
    const secretFault = await openSecret(this.keyring, row, row.sealedSecret).then(() => null, faultOf);
    return { baseUrl, tenantId, clientId, signInOrigin, fingerprint, storedAt, storedBy, version, secretFault };
  }

  async areStored(resellerId: string): Promise<boolean> {
    return (await this.entities.fork().count(CredentialsRow, { resellerId })) > 0;
  }

  /**
   * The credentials with the secret, for requests to HaloPSA. @returns undefined when none are stored
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
   * Stores credentials that HaloPSA has just accepted, and the groups it returned, in place of the previous ones.
   * @param secretSentTo origins that received the secret
   * @returns the position of the last event; undefined when it is still to be appended
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
    return this.connection.commit(use.metadata, async (tx) => {
      const version = await upsertCredentials(tx, credentials, { sealed, fingerprint, metadata: use.metadata });
      await replaceGroups(tx, { resellerId, version }, groups);
      return [{ type: 'HaloCredentialsStored', data: stored }, groupsLoaded(use.teamId, groups.groups.length)];
    });
  }

  /** Deletes the credentials and the groups loaded with them. Does nothing if none are stored. */
  async remove(metadata: EventMetadata): Promise<Position | undefined> {
    return this.connection.commit(metadata, async (tx) => {
      const { rowCount } = await tx.query('delete from halo_credentials where reseller_id = $1', [metadata.resellerId]);
      return rowCount === 0 ? [] : [{ type: 'HaloCredentialsRemoved', data: { teamId: null } }];
    });
  }
}

/** The reseller whose share of HaloPSA's limit is used, and the hosts that have accepted its stored credentials. */
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
