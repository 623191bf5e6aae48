import fc from 'fast-check';
import { baseUrlFor, hostedTenant, normaliseBaseUrl } from './base-url.js';

const acme = 'https://acme.halopsa.com';

test.each([
  ['acme', acme],
  [' Acme ', acme],
  ['acme/', acme],
  ['acme.halopsa.com', acme],
  ['acme.halopsa.com.', acme],
  ['acme.halopsa.com/', acme],
  ['https://acme.halopsa.com/api/', acme],
  ['https://acme.halopsa.com/auth', acme],
  ['HTTPS://Acme.HaloPSA.com/auth/token?tenant=acme', acme],
  ['https:/acme.halopsa.com', acme],
  ['https:acme.halopsa.com', acme],
  ['//acme.halopsa.com/api', acme],
  ['https:\\\\acme.halopsa.com\\api', acme],
  ['"https://acme.halopsa.com"', acme],
  ['<https://acme.halopsa.com/>', acme],
  ['\u200Bhttps://acme.halopsa.com\uFEFF', acme],
  ['https://acme.halopsa.com:443/#/login', acme],
  ['acme.haloitsm.com/tickets?id=1', 'https://acme.haloitsm.com'],
  ['help.msp.example:8443/api', 'https://help.msp.example:8443'],
  ['https://x/auth', 'https://x'],
  ['http://127.0.0.1:4010/api', 'http://127.0.0.1:4010'],
  ['localhost:4010', 'https://localhost:4010'],
  ['localhost', 'https://localhost'],
  ['https://[::1]:4010/', 'https://[::1]:4010'],
  ['hälpdesk.example', 'https://xn--hlpdesk-5wa.example'],
  ['acme.halopsa.com/halo', acme],
  ['https://eu.acme.halopsa.com/home?x=1', 'https://eu.acme.halopsa.com'],
  ['https://halopsa.com.evil.example/halo', 'https://halopsa.com.evil.example/halo'],
])('%j becomes %s', (input, baseUrl) => {
  expect(normaliseBaseUrl(input)).toEqual({ baseUrl });
});

test.each([
  'https://psa.example/halo',
  'psa.example/halo',
  'https://psa.example/halo/',
  'https://psa.example/halo//',
  'https://psa.example//halo',
  'HTTPS://PSA.Example/halo',
  'https://psa.example./halo',
  'https://psa.example:443/halo',
  'https://psa.example/halo/api',
  'https://psa.example/halo/api/',
  'https://psa.example/halo/API',
  'https://psa.example/halo/api/authinfo',
  'https://psa.example/halo/auth',
  'https://psa.example/halo/Auth/',
  'https://psa.example/halo/auth/token',
  'https://psa.example/halo/auth/token/?tenant=acme',
  'https://psa.example/halo/api/api',
  'https://psa.example/halo#/login',
  'https://psa.example/x/../halo',
  'https:\\\\psa.example\\halo\\api',
])('%j keeps its path', (input) => {
  expect(normaliseBaseUrl(input)).toEqual({ baseUrl: 'https://psa.example/halo' });
});

test.each([
  ['https://psa.example/Halo/ITSM/api', 'https://psa.example/Halo/ITSM'],
  ['https://psa.example/api/halo', 'https://psa.example/api/halo'],
  ['https://psa.example/token', 'https://psa.example/token'],
  ['https://psa.example/api/auth/token', 'https://psa.example'],
  ['http://127.0.0.1:4010/halo/api', 'http://127.0.0.1:4010/halo'],
  ['https://psa.example//elsewhere.example/x', 'https://psa.example/elsewhere.example/x'],
])('%j becomes %s, which is not cut further', (input, baseUrl) => {
  expect(normaliseBaseUrl(input)).toEqual({ baseUrl });
});

test.each([
  ['', 'empty'],
  ['  \n', 'empty'],
  ['"', 'empty'],
  ['https://', 'not-an-address'],
  ['acme halopsa', 'not-an-address'],
  ['https://acme.halopsa.com\nhttps://evil.example', 'not-an-address'],
  ['https://acme\u0000.halopsa.com', 'not-an-address'],
  ['https://a..b:99999', 'not-an-address'],
  ['http://%', 'not-an-address'],
  ['https://.', 'not-an-address'],
  ['a'.repeat(2_001), 'not-an-address'],
  ['ftp://acme.halopsa.com', 'not-http'],
  ['javascript://acme.halopsa.com/%0aalert(1)', 'not-http'],
  ['file:///etc/passwd', 'not-http'],
  ['https://user:pass@acme.halopsa.com', 'user-info'],
  ['acme@halopsa.com', 'user-info'],
])('%j is refused: %s', (input, problem) => {
  expect(normaliseBaseUrl(input)).toEqual({ problem });
});

test('normalising twice changes nothing', () => {
  const piece = fc.constantFrom(
    'api',
    'auth',
    'token',
    'AUTH',
    '',
    '..',
    'halo',
    '%2e%2E',
    'x y',
    'ü',
    '\\',
    '?',
    '#',
    ';',
    "'",
    '"',
    '%',
  );
  const address = fc
    .tuple(
      fc.constantFrom('https://', 'HTTP://', '//', ''),
      fc.constantFrom('psa.example', 'acme.halopsa.com', '[::1]:1', '1.2'),
      fc.array(piece),
    )
    .map(([scheme, host, path]) => `${scheme}${host}/${path.join('/')}`);
  fc.assert(
    fc.property(fc.oneof(address, fc.webUrl({ withQueryParameters: true }), fc.string()), (input) => {
      const once = normaliseBaseUrl(input);
      if ('problem' in once) return;
      expect(normaliseBaseUrl(once.baseUrl)).toEqual(once);
      expect(new URL(once.baseUrl).pathname).not.toContain('//');
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  [acme, 'acme'],
  ['https://eu.acme.halopsa.com', undefined],
  ['https://psa.example/halo', undefined],
  ['not an address', undefined],
])('%s is hosted for the tenant %s', (baseUrl, tenant) => {
  expect(hostedTenant(baseUrl)).toBe(tenant);
});

test.each([
  ['acme', acme],
  [' ACME ', acme],
  ['a', 'https://a.halopsa.com'],
  ['acme-2', 'https://acme-2.halopsa.com'],
  ['', undefined],
  ['-acme', undefined],
  ['acme-', undefined],
  ['acme.evil', undefined],
  ['evil.example/', undefined],
  ['ac me', undefined],
  ['a@b', undefined],
  ['a'.repeat(64), undefined],
])('the tenant %j has the address %s', (tenant, address) => {
  expect(baseUrlFor(tenant)).toBe(address);
});
