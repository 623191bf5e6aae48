import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKeyring, parseKeyring } from './keyring.js';
import { fingerprintOf, keyOf, openSecret, sealSecret, SecretDoesNotOpen, type SealedSecret } from './seal.js';

const RESELLER = '6f2c1f8e-9b7a-4d67-8f6b-0d6a1c2f3a4b';
const OTHER = '0b7e4f7c-2d0b-4a55-9d0b-9a1c7c5e2f10';
const SECRET = 'c0ffee00-1111-4222-8333-444455556666-d0d0d0d0-1111-4222-8333-444455556666';
const key = () => randomBytes(32).toString('base64');
const [OLD, NEW] = [key(), key()];
const ring = (keys: object) => parseKeyring(JSON.stringify(keys), 'SECRETS_KEYRING');

describe('a sealed secret', () => {
  test('opens for its reseller, and shows nothing of itself', async () => {
    const sealed = await sealSecret(ring({ k1: OLD }), RESELLER, SECRET);
    expect(await openSecret(ring({ k1: OLD }), RESELLER, sealed)).toBe(SECRET);
    expect(JSON.stringify(sealed)).not.toContain(SECRET);
    expect(sealed).not.toHaveProperty('aad');
  });

  test("does not open in another reseller's row, even when the row brings its binding along", async () => {
    const sealed = await sealSecret(ring({ k1: OLD }), RESELLER, SECRET);
    const aad = Buffer.from(`reseller:${RESELLER}|halo.clientSecret|v1`).toString('base64url');
    await expect(openSecret(ring({ k1: OLD }), OTHER, sealed)).rejects.toThrow(SecretDoesNotOpen);
    await expect(openSecret(ring({ k1: OLD }), OTHER, { ...sealed, aad } as SealedSecret)).rejects.toThrow(
      SecretDoesNotOpen,
    );
  });

  test.each(['ciphertext', 'iv', 'tag', 'encrypted_key', 'protected'] as const)(
    'does not open with a flipped bit in its %s',
    async (part) => {
      const sealed = await sealSecret(ring({ k1: OLD }), RESELLER, SECRET);
      const bytes = Buffer.from(sealed[part] ?? '', 'base64url');
      bytes[4]! ^= 1;
      const flipped = { ...sealed, [part]: bytes.toString('base64url') };
      await expect(openSecret(ring({ k1: OLD }), RESELLER, flipped)).rejects.toThrow(SecretDoesNotOpen);
    },
  );

  test('the key is changed by putting a new one first: the old secret still opens, a new one is sealed anew', async () => {
    const before = await sealSecret(ring({ a: OLD }), RESELLER, SECRET);
    const rotated = ring({ b: NEW, a: OLD });
    expect(await openSecret(rotated, RESELLER, before)).toBe(SECRET);
    const after = await sealSecret(rotated, RESELLER, SECRET);
    expect([keyOf(before), keyOf(after)]).toEqual(['a', 'b']);
    await expect(openSecret(ring({ a: OLD }), RESELLER, after)).rejects.toThrow(SecretDoesNotOpen);
    // The same name with other bytes is another key.
    await expect(openSecret(ring({ a: NEW }), RESELLER, before)).rejects.toThrow(SecretDoesNotOpen);
  });

  test('a fingerprint tells two secrets apart and not two storings of one', () => {
    expect(fingerprintOf(RESELLER, SECRET)).toBe(fingerprintOf(RESELLER, SECRET));
    expect(fingerprintOf(RESELLER, SECRET)).not.toBe(fingerprintOf(RESELLER, `${SECRET}x`));
    expect(fingerprintOf(RESELLER, SECRET)).not.toBe(fingerprintOf(OTHER, SECRET));
  });
});

describe('the keyring', () => {
  const short = randomBytes(31).toString('base64');
  test.each([
    ['no JSON', OLD, /must be a JSON object/],
    ['a list', JSON.stringify([OLD]), /must be a JSON object/],
    ['no key', '{}', /holds no key/],
    ['a short key', JSON.stringify({ k1: short }), /"k1" must be 32 bytes in base64/],
    ['no base64', JSON.stringify({ k1: `${OLD.slice(0, -1)}*=` }), /"k1" must be 32 bytes in base64/],
    ['a number for a key', JSON.stringify({ k1: 1 }), /"k1" must be 32 bytes in base64/],
    ['names that JSON would sort', JSON.stringify({ 2: NEW, 1: OLD }), /must begin with a letter/],
  ])('%s stops the start, says why, and shows no key', async (_name, secretsKeyring, message) => {
    const start = loadKeyring({ secretsKeyring, dataDir: '/nowhere', production: true });
    await expect(start).rejects.toThrow(message);
    await expect(start).rejects.not.toThrow(OLD.slice(0, -1));
  });

  test('in production it is never made', async () => {
    const start = loadKeyring({ secretsKeyring: undefined, dataDir: '/nowhere', production: true });
    await expect(start).rejects.toThrow('SECRETS_KEYRING must be set');
  });

  test('elsewhere it is made once, for its owner only, and two first starts agree on it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'portal-keyring-'));
    try {
      const config = { secretsKeyring: undefined, dataDir: join(dataDir, 'data'), production: false };
      const [one, two] = await Promise.all([loadKeyring(config), loadKeyring(config)]);
      expect(one).toEqual(two);
      expect(await loadKeyring(config)).toEqual(one);
      expect(await readdir(config.dataDir)).toEqual(['keyring.json']);
      expect((await stat(join(config.dataDir, 'keyring.json'))).mode & 0o777).toBe(0o600);
    } finally {
      await rm(dataDir, { recursive: true });
    }
  });
});
