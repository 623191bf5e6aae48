import { randomUUID } from 'node:crypto';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type pg from 'pg';
import type { EventMetadata } from '../../event-store/index.js';
import type { HaloCredentials } from '../halo-connector/index.js';
import type { SealedSecret } from './sealing/seal.js';

/** A reseller's stored HaloPSA credentials: one row per reseller. */
@Entity({ tableName: 'halo_credentials' })
export class CredentialsRow {
  @PrimaryKey({ type: 'uuid' })
  resellerId!: string;

  /** an origin, and the path below which HaloPSA lies */
  @Property({ type: 'text' })
  baseUrl!: string;

  /** null for an on-premise HaloPSA, which has none */
  @Property({ type: 'text', nullable: true })
  tenantId!: string | null;

  @Property({ type: 'text' })
  clientId!: string;

  /** another origin that receives the secret, because HaloPSA named it and an admin agreed */
  @Property({ type: 'text', nullable: true })
  signInOrigin!: string | null;

  @Property({ type: 'json' })
  sealedSecret!: SealedSecret;

  @Property({ type: 'text' })
  fingerprint!: string;

  @Property({ type: 'datetime' })
  storedAt!: Date;

  /** id of the person */
  @Property({ type: 'text' })
  storedBy!: string;

  /** changes each time credentials are stored */
  @Property({ type: 'uuid' })
  version!: string;
}

interface ToStore {
  readonly sealed: SealedSecret;
  readonly fingerprint: string;
  readonly metadata: EventMetadata;
}

/** Stores credentials in place of the reseller's previous ones. @returns their version */
export async function upsertCredentials(
  tx: pg.PoolClient,
  { baseUrl, tenantId, clientId, signInOrigin }: HaloCredentials,
  { sealed, fingerprint, metadata }: ToStore,
): Promise<string> {
  const version = randomUUID();
  await tx.query(
    `insert into halo_credentials (reseller_id, base_url, tenant_id, client_id, sign_in_origin, sealed_secret, fingerprint,
       stored_at, stored_by, version)
     values ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9)
     on conflict (reseller_id) do update set (base_url, tenant_id, client_id, sign_in_origin, sealed_secret, fingerprint,
       stored_at, stored_by, version) =
       (excluded.base_url, excluded.tenant_id, excluded.client_id, excluded.sign_in_origin, excluded.sealed_secret,
         excluded.fingerprint, excluded.stored_at, excluded.stored_by, excluded.version)`,
    [
      ...[metadata.resellerId, baseUrl, tenantId, clientId, signInOrigin ?? null],
      ...[JSON.stringify(sealed), fingerprint, metadata.actor.id, version],
    ],
  );
  return version;
}
