import { createHash } from 'node:crypto';
import { decodeProtectedHeader, FlattenedEncrypt, flattenedDecrypt, type FlattenedJWE } from 'jose';
import type { Keyring } from './keyring.js';

const ALG = 'A256GCMKW';
const ENC = 'A256GCM';

/** A secret as it is stored (RFC 7516, flattened JSON). What it is bound to is not stored: whoever opens it has to know. */
export type SealedSecret = Omit<FlattenedJWE, 'aad'>;

/** The stored secret was changed, belongs to another reseller, or was sealed with a key that is not in the keyring. */
export class SecretDoesNotOpen extends Error {
  constructor(resellerId: string, options?: ErrorOptions) {
    super(`The stored HaloPSA secret of reseller ${resellerId} does not open with the keys of this portal.`, options);
    this.name = 'SecretDoesNotOpen';
  }
}

/** Seals a reseller's HaloPSA Client Secret with the keyring's current key. It opens for this reseller only. */
export async function sealSecret(keyring: Keyring, resellerId: string, secret: string): Promise<SealedSecret> {
  const key = keyring.keys.get(keyring.current);
  if (!key) throw new Error('The keyring does not hold its current key.');
  const sealed = await new FlattenedEncrypt(new TextEncoder().encode(secret))
    .setProtectedHeader({ alg: ALG, enc: ENC, kid: keyring.current })
    .setAdditionalAuthenticatedData(boundTo(resellerId))
    .encrypt(key);
  // Whoever opens it says what it is bound to; what is not stored cannot be copied along.
  delete sealed.aad;
  return sealed;
}

/** @throws SecretDoesNotOpen */
export async function openSecret(keyring: Keyring, resellerId: string, sealed: SealedSecret): Promise<string> {
  try {
    // The binding is always ours, never one that came with the row: a copied row would bring its own along.
    const aad = Buffer.from(boundTo(resellerId)).toString('base64url');
    const key = keyring.keys.get(keyOf(sealed) ?? '');
    if (!key) throw new Error('The key is not in the keyring.');
    const { plaintext } = await flattenedDecrypt({ ...sealed, aad } as FlattenedJWE, key, {
      keyManagementAlgorithms: [ALG],
      contentEncryptionAlgorithms: [ENC],
    });
    return new TextDecoder().decode(plaintext);
  } catch (cause) {
    throw new SecretDoesNotOpen(resellerId, { cause });
  }
}

/** Name of the key that sealed a secret; undefined where it is no sealed secret. */
export function keyOf(sealed: SealedSecret): string | undefined {
  try {
    return decodeProtectedHeader(sealed as FlattenedJWE).kid;
  } catch {
    return undefined;
  }
}

/** Tells two secrets of a reseller apart in the log. HaloPSA's secrets are two GUIDs: too many to find one by its fingerprint. */
export function fingerprintOf(resellerId: string, secret: string): string {
  return createHash('sha256').update(`halo.clientSecret|${resellerId}|${secret}`).digest('hex').slice(0, 12);
}

function boundTo(resellerId: string): Uint8Array {
  return new TextEncoder().encode(`reseller:${resellerId}|halo.clientSecret|v1`);
}
