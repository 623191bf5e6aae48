import type pg from 'pg';
import { ConfigError } from '../../../config.js';
import type { Keyring } from './keyring.js';
import { keyOf, type SealedSecret } from './seal.js';

/**
 * Runs at every start. Without this check, a secret whose key is missing would fail only when it is used, and the admin would wrongly be
 * told that the credentials are wrong.
 * @throws ConfigError naming the missing keys
 */
export async function assertKeysPresent(pool: pg.Pool, keyring: Keyring): Promise<void> {
  const { rows } = await pool.query<{ reseller_id: string; sealed_secret: SealedSecret }>(
    'select reseller_id, sealed_secret from halo_credentials order by reseller_id',
  );
  const missing = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row.sealed_secret) ?? '(unreadable)';
    if (!keyring.keys.has(key)) missing.set(key, (missing.get(key) ?? 0) + 1);
  }
  const problems = [...missing].map(
    ([key, count]) =>
      `SECRETS_KEYRING lacks the key "${key}", which sealed ${count === 1 ? 'a stored HaloPSA secret' : `${count} stored HaloPSA secrets`}. ` +
      `Put it back after the first one.`,
  );
  if (problems.length > 0) throw new ConfigError(problems);
}
