import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../database/index.js';
import type { ConnectionFact, GroupReference, SecretFault } from '../../facts/index.js';
import { Outbox, type EventMetadata, type Position } from '../../event-store/index.js';
import { Party, Secret, type GroupList, type HaloCredentials, type SiteList } from '../halo-connector/index.js';
import { connectionEvent, connectionStream, reference } from './connection-stream.js';
import { CredentialsRow, upsertCredentials } from './credentials-row.js';
import { GroupSnapshots, replaceGroups } from './group-snapshot.js';
import { replaceSites, SiteSnapshots } from './site-snapshot.js';
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

/** For which Team the credentials are used, and by whom. */
export interface CredentialUse {
  readonly teamId: string;
  readonly metadata: EventMetadata;
}

/** A reseller's HaloPSA credentials: sealed in their row, and each change of it in the log. */
@Injectable()
export class CredentialStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly entities: EntityManager,
    private readonly outbox: Outbox,
    private readonly snapshots: GroupSnapshots,
    private readonly sites: SiteSnapshots,
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

  /** The group as it was offered to choose from. @returns undefined for one that is not among the groups last loaded */
  snapshotGroup(resellerId: string, kind: GroupReference['kind'], id: number): Promise<GroupReference | undefined> {
    return this.snapshots.group(resellerId, kind, id);
  }

  /** The site as it was offered to choose from, as "Client, Site". @returns undefined for one that is not among the sites last loaded */
  snapshotSite(resellerId: string, clientId: number, id: number): Promise<GroupReference | undefined> {
    return this.sites.group(resellerId, clientId, id);
  }

  /** Whether the groups last loaded with the stored credentials hold a client. */
  seesClients(resellerId: string): Promise<boolean> {
    return this.snapshots.seesClients(resellerId);
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
    return this.commit(use.metadata, async (tx) => {
      const version = await upsertCredentials(tx, credentials, { sealed, fingerprint, metadata: use.metadata });
      await replaceGroups(tx, { resellerId, version }, groups);
      return [{ type: 'HaloCredentialsStored', data: stored }, groupsLoaded(use, groups)];
    });
  }

  /**
   * Keeps the groups that HaloPSA answered to the stored credentials of this version. When those were replaced or removed meanwhile
   * the groups are not kept; that the credentials were used is recorded all the same.
   */
  async keepGroups(version: string, groups: GroupList, use: CredentialUse): Promise<Position | undefined> {
    const { resellerId } = use.metadata;
    return this.commit(use.metadata, async (tx) => {
      const { rowCount } = await tx.query(
        'select from halo_credentials where reseller_id = $1 and version = $2 for update',
        [resellerId, version],
      );
      if (rowCount === 1) await replaceGroups(tx, { resellerId, version }, groups);
      return [groupsLoaded(use, groups)];
    });
  }

  /** Keeps the sites of a client, as `keepGroups` keeps groups. */
  async keepSites(version: string, client: GroupReference, list: SiteList, use: CredentialUse) {
    const { resellerId } = use.metadata;
    return this.commit(use.metadata, async (tx) => {
      const { rowCount } = await tx.query(
        'select from halo_credentials where reseller_id = $1 and version = $2 for update',
        [resellerId, version],
      );
      if (rowCount === 1) await replaceSites(tx, { resellerId, clientId: client.id, version }, list);
      const loaded = { teamId: use.teamId, group: reference(client), sites: list.sites.length };
      return [{ type: 'SitesLoaded', data: loaded }];
    });
  }

  /** Forgets the credentials and the groups loaded with them. Where none are stored, nothing happens. */
  async remove(metadata: EventMetadata): Promise<Position | undefined> {
    return this.commit(metadata, async (tx) => {
      const { rowCount } = await tx.query('delete from halo_credentials where reseller_id = $1', [metadata.resellerId]);
      return rowCount === 0 ? [] : [{ type: 'HaloCredentialsRemoved', data: { teamId: null } }];
    });
  }

  /** Rows and their events together: the events are staged in the transaction and appended after it (docs/adr/0002, line 10). */
  private async commit(
    metadata: EventMetadata,
    write: (tx: pg.PoolClient) => Promise<ConnectionFact[]>,
  ): Promise<Position | undefined> {
    const entry = await inTransaction(this.pool, async (tx) => {
      const events = (await write(tx)).map((fact) => connectionEvent(metadata, fact));
      const stream = connectionStream(metadata.resellerId);
      return events.length > 0 ? this.outbox.stage(tx, { stream, expectedRevision: 'next', events }) : undefined;
    });
    if (entry === undefined) return undefined;
    // It is done; what cannot be appended now, the next sweep appends.
    const appended = await this.outbox.deliver(entry).catch(() => undefined);
    return appended?.position;
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

function groupsLoaded({ teamId }: CredentialUse, { groups }: GroupList): ConnectionFact {
  return { type: 'GroupsLoaded', data: { teamId, groups: groups.length } };
}

function credentialsOf(row: CredentialsRow, clientSecret: Secret): HaloCredentials {
  const { baseUrl, tenantId, clientId, signInOrigin } = row;
  return { baseUrl, tenantId, clientId, clientSecret, ...(signInOrigin === null ? {} : { signInOrigin }) };
}
