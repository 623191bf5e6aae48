import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlattenedEncrypt } from 'jose';
import fc from 'fast-check';
import { loadKeyring, parseKeyring } from './keyring.js';
import {
  fingerprintOf,
  keyOf,
  openSecret,
  sealSecret,
  SecretDoesNotOpen,
  type Binding,
  type SealedSecret,
} from './seal.js';

const RESELLER = '6f2c1f8e-9b7a-4d67-8f6b-0d6a1c2f3a4b';
const OTHER = '0b7e4f7c-2d0b-4a55-9d0b-9a1c7c5e2f10';
const SECRET = 'c0ffee00-1111-4222-8333-444455556666-d0d0d0d0-1111-4222-8333-444455556666';
const BINDING: Binding = {
  resellerId: RESELLER,
  baseUrl: 'https://psa.example/halo',
  tenantId: 'acme',
  clientId: 'client',
  signInOrigin: 'https://login.example',
};
const key = () => randomBytes(32).toString('base64');
const [OLD, NEW] = [key(), key()];
const ring = (keys: object) => parseKeyring(JSON.stringify(keys), 'SECRETS_KEYRING');

describe('a sealed secret', () => {
  test('opens for its reseller and its place, and does not reveal its content', async () => {
    const sealed = await sealSecret(ring({ k1: OLD }), BINDING, SECRET);
    expect(await openSecret(ring({ k1: OLD }), BINDING, sealed)).toBe(SECRET);
    expect(JSON.stringify(sealed)).not.toContain(SECRET);
    expect(sealed).not.toHaveProperty('aad');
  });

  test('does not open in the row of another reseller, even with its binding', async () => {
    const sealed = await sealSecret(ring({ k1: OLD }), BINDING, SECRET);
    const bound = ['halo.clientSecret', 'v2', RESELLER, BINDING.baseUrl, 'acme', 'client', BINDING.signInOrigin];
    const aad = Buffer.from(JSON.stringify(bound)).toString('base64url');
    await expect(openSecret(ring({ k1: OLD }), { ...BINDING, resellerId: OTHER }, sealed)).rejects.toThrow(
      SecretDoesNotOpen,
    );
    await expect(
      openSecret(ring({ k1: OLD }), { ...BINDING, resellerId: OTHER }, { ...sealed, aad } as SealedSecret),
    ).rejects.toThrow(SecretDoesNotOpen);
  });

  test.each(['ciphertext', 'iv', 'tag', 'encrypted_key', 'protected'] as const)(
    'does not open with a flipped bit in its %s',
    async (part) => {
      const sealed = await sealSecret(ring({ k1: OLD }), BINDING, SECRET);
      const bytes = Buffer.from(sealed[part] ?? '', 'base64url');
      bytes[4]! ^= 1;
      const flipped = { ...sealed, [part]: bytes.toString('base64url') };
      await expect(openSecret(ring({ k1: OLD }), BINDING, flipped)).rejects.toThrow(SecretDoesNotOpen);
    },
  );

  test.each<[string, Partial<Binding>]>([
    ['host', { baseUrl: 'https://elsewhere.example/halo' }],
    ['path', { baseUrl: 'https://psa.example/other' }],
    ['scheme', { baseUrl: 'http://psa.example/halo' }],
    ['tenant', { tenantId: 'other' }],
    ['tenant, taken away', { tenantId: null }],
    ['client id', { clientId: 'other' }],
    ['place to sign in', { signInOrigin: 'https://elsewhere.example' }],
    ['place to sign in, taken away', { signInOrigin: null }],
    ['place to sign in, the word null', { signInOrigin: 'null' }],
  ])('does not open with another %s', async (_name, change) => {
    const sealed = await sealSecret(ring({ k1: OLD }), BINDING, SECRET);
    const open = openSecret(ring({ k1: OLD }), { ...BINDING, ...change }, sealed);
    await expect(open).rejects.toMatchObject({ name: 'SecretDoesNotOpen', fault: 'secret-does-not-open' });
  });

  test('two places never share a binding, even with texts that run into each other', async () => {
    const text = fc.oneof(fc.constantFrom('', 'null', '"', '","', '|', '\\', 'a'), fc.string({ maxLength: 3 }));
    const place = fc.record({
      ...{ resellerId: fc.constant(RESELLER), baseUrl: text, clientId: text },
      ...{ tenantId: fc.option(text), signInOrigin: fc.option(text) },
    });
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const sealed = await sealSecret(ring({ k1: OLD }), one, SECRET);
        const opened = await openSecret(ring({ k1: OLD }), other, sealed).catch(() => 'closed');
        expect(opened === SECRET).toBe(
          JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted()),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('a secret bound to its reseller alone is not used, and is not taken for a changed one', async () => {
    const old = await new FlattenedEncrypt(new TextEncoder().encode(SECRET))
      .setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM', kid: 'k1' })
      .setAdditionalAuthenticatedData(new TextEncoder().encode(`reseller:${RESELLER}|halo.clientSecret|v1`))
      .encrypt(Buffer.from(OLD, 'base64'));
    delete old.aad;
    const open = (resellerId: string) => openSecret(ring({ k1: OLD }), { ...BINDING, resellerId }, old);
    await expect(open(RESELLER)).rejects.toMatchObject({ fault: 'secret-of-old-binding' });
    await expect(open(OTHER)).rejects.toMatchObject({ fault: 'secret-does-not-open' });
  });

  test.each([null, {}, [], 'text', 7, { protected: 'x' }, { ciphertext: {} }])(
    '%j is no sealed secret',
    async (stored) => {
      const open = openSecret(ring({ k1: OLD }), BINDING, stored as SealedSecret);
      await expect(open).rejects.toMatchObject({ fault: 'secret-does-not-open' });
      expect(keyOf(stored as SealedSecret)).toBeUndefined();
    },
  );

  test('after a new key is put first, old secrets still open, and new ones are sealed with it', async () => {
    const before = await sealSecret(ring({ a: OLD }), BINDING, SECRET);
    const rotated = ring({ b: NEW, a: OLD });
    expect(await openSecret(rotated, BINDING, before)).toBe(SECRET);
    const after = await sealSecret(rotated, BINDING, SECRET);
    expect([keyOf(before), keyOf(after)]).toEqual(['a', 'b']);
    await expect(openSecret(ring({ a: OLD }), BINDING, after)).rejects.toThrow(SecretDoesNotOpen);
    // The same name with other bytes is a different key.
    await expect(openSecret(ring({ a: NEW }), BINDING, before)).rejects.toThrow(SecretDoesNotOpen);
  });

  test('a fingerprint differs between two secrets, and not when one is stored twice', () => {
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
    ['a key of zeros', JSON.stringify({ k1: Buffer.alloc(32).toString('base64') }), /"k1" has too few different/],
    ['one key of two names', JSON.stringify({ k1: OLD, k2: OLD }), /"k1" and "k2" are the same key/],
    ['a number for a key', JSON.stringify({ k1: 1 }), /"k1" must be 32 bytes in base64/],
    ['names that JSON would sort', JSON.stringify({ 2: NEW, 1: OLD }), /must begin with a letter/],
  ])('%s stops the start, says why, and shows no key', async (_name, secretsKeyring, message) => {
    const start = loadKeyring({ secretsKeyring, dataDir: '/nowhere', production: true });
    await expect(start).rejects.toThrow(message);
    await expect(start).rejects.not.toThrow(OLD.slice(0, -1));
  });

  test('is never created in production', async () => {
    const start = loadKeyring({ secretsKeyring: undefined, dataDir: '/nowhere', production: true });
    await expect(start).rejects.toThrow('SECRETS_KEYRING must be set');
  });

  test('is created once elsewhere, readable by its owner only, and two first starts share it', async () => {
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
