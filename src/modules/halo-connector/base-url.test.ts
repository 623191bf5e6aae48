import { baseUrlFor, normaliseBaseUrl } from './base-url.js';

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
])('%j becomes %s', (input, origin) => {
  expect(normaliseBaseUrl(input)).toEqual({ origin });
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

test('what was normalised stays as it is', () => {
  for (const input of ['acme', 'http://127.0.0.1:4010/x', 'help.msp.example:8443']) {
    const once = normaliseBaseUrl(input);
    expect('origin' in once && normaliseBaseUrl(once.origin)).toEqual(once);
  }
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
