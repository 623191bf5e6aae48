import type { SecretFault } from '../../../facts/index.js';
import { createHash } from 'node:crypto';
import { decodeProtectedHeader, FlattenedEncrypt, flattenedDecrypt, type FlattenedJWE } from 'jose';
import type { Keyring } from './keyring.js';

const ALG = 'A256GCMKW';
const ENC = 'A256GCM';

/** A stored secret (RFC 7516, flattened JSON). The binding is not stored: the code that opens the secret has to supply it. */
export type SealedSecret = Omit<FlattenedJWE, 'aad'>;

/** Everything that determines where a secret is sent, and for whom. A secret opens only with the binding it was sealed with. */
export interface Binding {
  readonly resellerId: string;
  readonly baseUrl: string;
  readonly tenantId: string | null;
  readonly clientId: string;
  readonly signInOrigin: string | null;
}

/** The stored secret cannot be used and has to be typed again. */
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

/** Seals a reseller's HaloPSA Client Secret with the current key of the keyring. */
export async function sealSecret(keyring: Keyring, binding: Binding, secret: string): Promise<SealedSecret> {
  const key = keyring.keys.get(keyring.current);
  if (!key) throw new Error('The keyring does not hold its current key.');
  const sealed = await new FlattenedEncrypt(new TextEncoder().encode(secret))
    .setProtectedHeader({ alg: ALG, enc: ENC, kid: keyring.current })
    .setAdditionalAuthenticatedData(new TextEncoder().encode(boundTo(binding)))
    .encrypt(key);
  // The binding is supplied when the secret is opened; because it is not stored, it cannot be copied with the row.
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

/** The binding is always computed, never read from the row: a copied row would bring its own. */
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

/** Name of the key that sealed a secret; undefined if the value is not a sealed secret. */
export function keyOf(sealed: SealedSecret): string | undefined {
  try {
    return decodeProtectedHeader(sealed as FlattenedJWE).kid;
  } catch {
    return undefined;
  }
}

/** Distinguishes two secrets of a reseller in the log. HaloPSA's secrets are two GUIDs: too much entropy to find one by its fingerprint. */
export function fingerprintOf(resellerId: string, secret: string): string {
  return createHash('sha256').update(`halo.clientSecret|${resellerId}|${secret}`).digest('hex').slice(0, 12);
}

/** A JSON list, because values cannot run into each other, and null differs from any text. */
function boundTo({ resellerId, baseUrl, tenantId, clientId, signInOrigin }: Binding): string {
  return JSON.stringify(['halo.clientSecret', 'v2', resellerId, baseUrl, tenantId, clientId, signInOrigin]);
}

/** The binding before v2. Only used to tell such a secret from one that was changed; it is not opened for use. */
const boundToReseller = (resellerId: string) => `reseller:${resellerId}|halo.clientSecret|v1`;
