import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { SealedSecret } from './sealing/seal.js';

/** A reseller's HaloPSA credentials as they are stored: one row a reseller. */
@Entity({ tableName: 'halo_credentials' })
export class CredentialsRow {
  @PrimaryKey({ type: 'uuid' })
  resellerId!: string;

  /** an origin */
  @Property({ type: 'text' })
  baseUrl!: string;

  /** null: an on-premise HaloPSA has none */
  @Property({ type: 'text', nullable: true })
  tenantId!: string | null;

  @Property({ type: 'text' })
  clientId!: string;

  /** another origin that may see the secret, because an admin said so */
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

  /** another one each time that credentials are stored */
  @Property({ type: 'uuid' })
  version!: string;
}
