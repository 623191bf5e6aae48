import type { SecretFault } from '../../../facts/index.js';
import { createHash } from 'node:crypto';
import { decodeProtectedHeader, FlattenedEncrypt, flattenedDecrypt, type FlattenedJWE } from 'jose';
import type { Keyring } from './keyring.js';

const ALG = 'A256GCMKW';
const ENC = 'A256GCM';

/** A secret as it is stored (RFC 7516, flattened JSON). What it is bound to is not stored: whoever opens it has to know. */
export type SealedSecret = Omit<FlattenedJWE, 'aad'>;

/** Everything that says where a secret is sent, and for whom. A secret opens only together with what it was sealed with. */
export interface Binding {
  readonly resellerId: string;
  readonly baseUrl: string;
  readonly tenantId: string | null;
  readonly clientId: string;
  readonly signInOrigin: string | null;
}

/** The stored secret cannot be used: it has to be typed again. */
export class SecretDoesNotOpen extends Error {
  constructor(
    resellerId: string,
    readonly fault: SecretFault,
    options?: ErrorOptions,
  ) {
    super(`The stored HaloPSA secret of reseller ${resellerId} cannot be used (${fault}).`, options);
    this.name = 'SecretDoesNotOpen';
  }
}

/** Seals a reseller's HaloPSA Client Secret with the keyring's current key. */
export async function sealSecret(keyring: Keyring, binding: Binding, secret: string): Promise<SealedSecret> {
  const key = keyring.keys.get(keyring.current);
  if (!key) throw new Error('The keyring does not hold its current key.');
  const sealed = await new FlattenedEncrypt(new TextEncoder().encode(secret))
    .setProtectedHeader({ alg: ALG, enc: ENC, kid: keyring.current })
    .setAdditionalAuthenticatedData(new TextEncoder().encode(boundTo(binding)))
    .encrypt(key);
  // Whoever opens it says what it is bound to; what is not stored cannot be copied along.
  delete sealed.aad;
  return sealed;
}

/** @throws SecretDoesNotOpen */
export async function openSecret(keyring: Keyring, binding: Binding, sealed: SealedSecret): Promise<string> {
  const { resellerId } = binding;
  try {
    return await opened(keyring, boundTo(binding), sealed);
  } catch (cause) {
    const old = await opened(keyring, boundToReseller(resellerId), sealed).catch(() => undefined);
    throw new SecretDoesNotOpen(resellerId, old === undefined ? 'secret-does-not-open' : 'secret-of-old-binding', {
      cause,
    });
  }
}

/** The binding is always ours, never one that came with the row: a copied row would bring its own along. */
async function opened(keyring: Keyring, boundTo: string, sealed: SealedSecret): Promise<string> {
  const key = keyring.keys.get(keyOf(sealed) ?? '');
  if (!key) throw new Error('The key is not in the keyring.');
  const aad = Buffer.from(boundTo).toString('base64url');
  const { plaintext } = await flattenedDecrypt({ ...sealed, aad } as FlattenedJWE, key, {
    keyManagementAlgorithms: [ALG],
    contentEncryptionAlgorithms: [ENC],
  });
  return new TextDecoder().decode(plaintext);
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

/** A JSON list, because no value in it can reach into its neighbour, and null is no text. */
function boundTo({ resellerId, baseUrl, tenantId, clientId, signInOrigin }: Binding): string {
  return JSON.stringify(['halo.clientSecret', 'v2', resellerId, baseUrl, tenantId, clientId, signInOrigin]);
}

/** Before v2. Only to tell such a secret from one that was changed: it is not used. */
const boundToReseller = (resellerId: string) => `reseller:${resellerId}|halo.clientSecret|v1`;
