import type { StoredConnection } from '../credential-store.js';
import { checkTyped, readTyped } from './typed-credentials.js';

const typedForm = {
  tenantId: 'acme',
  clientId: '2c0e1b4e-1111-4222-8333-444455556666',
  clientSecret: 'typed-secret',
  baseUrl: '',
};

const stored: StoredConnection = {
  baseUrl: 'https://acme.halopsa.com',
  tenantId: 'acme',
  clientId: typedForm.clientId,
  signInOrigin: null,
  fingerprint: 'abc',
  storedAt: new Date(0),
  storedBy: 'somebody',
  version: 'v1',
  secretFault: null,
};

const check = (change: Record<string, unknown>, before?: StoredConnection) =>
  checkTyped(readTyped({ ...typedForm, ...change }), before);

/** The request that would be made, with the secret revealed. */
function asked(change: Record<string, unknown>, before?: StoredConnection) {
  const checked = check(change, before);
  if (!('credentials' in checked)) throw new Error(`not to be asked: ${JSON.stringify(checked)}`);
  const { clientSecret, ...rest } = checked.credentials;
  return { ...rest, secret: clientSecret.reveal(), from: checked.addressFrom };
}

describe('pasted text', () => {
  test.each([
    ['the Tenant ID alone', {}, 'https://acme.halopsa.com', 'acme', 'tenantId'],
    [
      'spaces, quotes and invisible characters',
      { tenantId: ' \u200b"acme"\ufeff\n' },
      'https://acme.halopsa.com',
      'acme',
      'tenantId',
    ],
    [
      'an address for a Tenant ID',
      { tenantId: 'https://acme.halopsa.com/auth/' },
      'https://acme.halopsa.com',
      'acme',
      'tenantId',
    ],
    ['a host for a Tenant ID', { tenantId: 'Acme.HaloITSM.com' }, 'https://acme.haloitsm.com', 'acme', 'tenantId'],
    [
      'the address as it was filled in',
      { baseUrl: 'https://acme.halopsa.com' },
      'https://acme.halopsa.com',
      'acme',
      'tenantId',
    ],
    ['the Resource Server', { baseUrl: 'https://psa.acme.com/api' }, 'https://psa.acme.com', 'acme', 'baseUrl'],
    ['the Authorisation Server', { baseUrl: 'psa.acme.com/auth/' }, 'https://psa.acme.com', 'acme', 'baseUrl'],
    [
      'on-premise, which has no tenant',
      { tenantId: '', baseUrl: 'https://halo.corp.example' },
      'https://halo.corp.example',
      null,
      'baseUrl',
    ],
    [
      'a HaloPSA below a path',
      { baseUrl: 'https://psa.acme.com/Halo/auth/token' },
      'https://psa.acme.com/Halo',
      'acme',
      'baseUrl',
    ],
    [
      'plain http, for the guard to judge',
      { baseUrl: 'http://127.0.0.1:4010/api' },
      'http://127.0.0.1:4010',
      'acme',
      'baseUrl',
    ],
    [
      'a tenant that is no host name',
      { tenantId: 'Acme.Ltd', baseUrl: 'psa.acme.com' },
      'https://psa.acme.com',
      'Acme.Ltd',
      'baseUrl',
    ],
  ])('%s', (_name, change, baseUrl, tenantId, from) => {
    expect(asked(change)).toEqual({ baseUrl, tenantId, clientId: typedForm.clientId, secret: 'typed-secret', from });
  });

  test('a secret loses blanks at its ends, and keeps those inside', () => {
    expect(asked({ clientSecret: '\u00a0c0ffee-"x"-1 \n' }).secret).toBe('c0ffee-"x"-1');
  });

  test('a form with missing or invalid fields has an error for each required field', () => {
    const missing = { problems: { tenantId: 'missing', clientId: 'missing', clientSecret: 'missing' } };
    expect(checkTyped(readTyped({}), undefined)).toEqual(missing);
    expect(checkTyped(readTyped(null), undefined)).toEqual(missing);
    expect(checkTyped(readTyped({ tenantId: ['a', 'b'], clientId: {}, clientSecret: 7 }), undefined)).toEqual(missing);
  });

  test.each([
    ['a tenant that is no part of a host name', { tenantId: 'acme_ltd' }, { tenantId: 'not-understood' }],
    ['a tenant of two words', { tenantId: 'acme ltd', baseUrl: 'psa.acme.com' }, { tenantId: 'not-understood' }],
    ['a foreign address for a Tenant ID', { tenantId: 'psa.acme.com' }, { tenantId: 'not-understood' }],
    ['no address', { baseUrl: 'https://' }, { baseUrl: 'not-understood' }],
    ['another protocol', { baseUrl: 'ftp://psa.acme.com' }, { baseUrl: 'not-understood' }],
    ['user info in the address', { baseUrl: 'https://a:b@psa.acme.com' }, { baseUrl: 'not-understood' }],
    ['a client id of two lines', { clientId: 'one\ntwo' }, { clientId: 'not-understood' }],
    ['a control character', { clientSecret: 'a\u0007b' }, { clientSecret: 'not-understood' }],
    [
      'huge fields',
      huge(),
      { tenantId: 'too-long', baseUrl: 'too-long', clientId: 'too-long', clientSecret: 'too-long' },
    ],
    ['several at once', { baseUrl: 'ftp://x', clientId: '' }, { baseUrl: 'not-understood', clientId: 'missing' }],
  ])('%s is not tried', (_name, change, problems) => {
    expect(check(change)).toEqual({ problems });
  });
});

test('60,000 blanks inside a Tenant ID are too long, and take linear time', () => {
  const checked = check({ tenantId: `a${' '.repeat(60_000)}a` });
  expect(checked).toMatchObject({ problems: { tenantId: 'too-long' } });
});

function huge() {
  const text = 'a'.repeat(10_000);
  return { tenantId: text, clientId: text, clientSecret: text, baseUrl: text };
}

describe('an empty secret keeps the stored one', () => {
  const empty = { clientSecret: '' };

  test('as long as everything else means the same, however it is pasted', () => {
    expect(check(empty, stored)).toMatchObject({ asStored: true });
    expect(check({ ...empty, baseUrl: 'ACME.halopsa.com/api' }, stored)).toMatchObject({ asStored: true });
  });

  test.each([
    ['Base URL', { baseUrl: 'https://evil.example' }],
    ['scheme of the Base URL', { baseUrl: 'http://acme.halopsa.com' }],
    ['port of the Base URL', { baseUrl: 'https://acme.halopsa.com:8443' }],
    ['Client ID', { clientId: 'another' }],
    ['Tenant ID', { tenantId: 'other', baseUrl: 'https://acme.halopsa.com' }],
    ['place to sign in', { allowSignInHost: 'https://evil.example' }],
  ])('with another %s the secret has to be typed again', (_name, change) => {
    expect(check({ ...empty, ...change }, stored)).toEqual({ problems: { clientSecret: 'secret-needed' } });
    expect(asked(change, stored).secret).toBe('typed-secret');
  });

  test('also with another path of the Base URL', () => {
    const below = { ...stored, baseUrl: 'https://psa.acme.com/halo' };
    expect(check({ ...empty, baseUrl: 'psa.acme.com/halo/api/' }, below)).toMatchObject({ asStored: true });
    for (const baseUrl of ['psa.acme.com', 'psa.acme.com/Halo', 'psa.acme.com/other', 'psa.acme.com/halo/2'])
      expect(check({ ...empty, baseUrl }, below)).toEqual({ problems: { clientSecret: 'secret-needed' } });
  });

  test('without a stored secret the field is missing', () => {
    expect(check(empty)).toEqual({ problems: { clientSecret: 'missing' } });
  });
});

test.each(['secret-does-not-open', 'secret-of-old-binding'] as const)(
  'a stored secret that cannot be used (%s) is not kept by an empty field',
  (secretFault) => {
    expect(check({ clientSecret: '' }, { ...stored, secretFault })).toEqual({ problems: { clientSecret: 'missing' } });
  },
);

describe('another place to sign in', () => {
  const elsewhere = 'https://auth.example.com';
  const allowed = { ...stored, signInOrigin: elsewhere };

  test('counts as agreed for the secret that is typed with it, and for no other', () => {
    expect(asked({ allowSignInHost: elsewhere }).signInOrigin).toBe(elsewhere);
    expect(asked({}, allowed)).not.toHaveProperty('signInOrigin');
    expect(asked({ allowSignInHost: 'https://other.example' }, allowed).signInOrigin).toBe('https://other.example');
  });

  test('the stored secret is sent only to the host it was stored for', () => {
    expect(check({ clientSecret: '' }, allowed)).toMatchObject({ asStored: true });
    expect(check({ clientSecret: '', allowSignInHost: elsewhere }, allowed)).toMatchObject({ asStored: true });
    const other = { clientSecret: '', allowSignInHost: 'https://other.example' };
    expect(check(other, allowed)).toEqual({ problems: { clientSecret: 'secret-needed' } });
    expect(check(other, stored)).toEqual({ problems: { clientSecret: 'secret-needed' } });
  });

  test.each([
    'auth.example.com',
    `${elsewhere}/`,
    `${elsewhere}/x`,
    'https://u@auth.example.com',
    'null',
    'x'.repeat(9_000),
  ])('%j names no origin, so nothing is agreed to', (allowSignInHost) => {
    expect(asked({ allowSignInHost })).not.toHaveProperty('signInOrigin');
  });
});
