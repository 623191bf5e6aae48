import fc from 'fast-check';
import { normaliseBaseUrl } from './base-url.js';
import { namedAddress, outgoingAddress } from './outgoing-address.js';

test.each([
  ['https://psa.example', ['auth', 'token'], {}, 'https://psa.example/auth/token'],
  [
    'https://psa.example/halo',
    ['auth', 'token'],
    { tenant: 'a&b' },
    'https://psa.example/halo/auth/token?tenant=a%26b',
  ],
  [
    'https://psa.example:8443/a/b',
    ['api', 'Users'],
    { page_no: '1' },
    'https://psa.example:8443/a/b/api/Users?page_no=1',
  ],
  ['http://[::1]:4010', ['api', 'DistributionLists', '7'], {}, 'http://[::1]:4010/api/DistributionLists/7'],
])('%s with %j and %j is %s', (base, segments, query, href) => {
  expect(outgoingAddress(base, segments, query).href).toBe(href);
});

test.each([
  'https://psa.example/',
  'https://psa.example/halo/',
  'https://psa.example//elsewhere.example/x',
  'https://psa.example?x=1',
  'https://psa.example#x',
  'https://user@psa.example',
  'https://user:password@psa.example/halo',
  'https://psa.example\\halo',
  'https://psa.example/a/../halo',
  'https://PSA.example',
  'https://psa.example:443',
  ' https://psa.example',
  'https://psa.exa\tmple',
  '//psa.example',
  'psa.example',
  'ftp://psa.example',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '',
])('%j is refused as a base', (base) => {
  expect(() => outgoingAddress(base, ['auth', 'token'])).toThrow('address-not-allowed');
});

test.each(['', '.', '..', '%2e%2e', 'a/b', '/a', '\\a', 'a?b', 'a#b', 'a b', 'a\tb', '@host', 'ü', 'a:b'])(
  '%j is not a segment',
  (segment) => {
    expect(() => outgoingAddress('https://psa.example/halo', ['api', segment])).toThrow('address-not-allowed');
  },
);

test.each([
  ['https://acme.halopsa.com/auth', 'https://acme.halopsa.com/auth'],
  [' https://acme.halopsa.com/auth/ ', 'https://acme.halopsa.com/auth'],
  ['https://acme.halopsa.com/', 'https://acme.halopsa.com'],
  ['HTTPS://ACME.halopsa.com./auth?x=1#y', 'https://acme.halopsa.com/auth'],
  ['http://127.0.0.1:4010/halo/auth', 'http://127.0.0.1:4010/halo/auth'],
  ['https://host//elsewhere.example/x', undefined],
  ['https://host/auth//', undefined],
  ['https://host\\\\elsewhere.example\\x', undefined],
  ['https://host/.//elsewhere.example', undefined],
  ['https://host/\t/elsewhere.example', undefined],
  ['https://user@host/auth', undefined],
  ['https://user:password@host/auth', undefined],
  ['ftp://host/auth', undefined],
  ['//host/auth', undefined],
  ['/auth', undefined],
  ['', undefined],
  [`https://host/${'a'.repeat(2_000)}`, undefined],
  [undefined, undefined],
  [['https://host/auth'], undefined],
])('the named address %j is %j', (value, expected) => {
  expect(namedAddress(value)).toBe(expected);
});

/** Text that is likely to be read as something else: separators, dots, user info, encodings, in any order. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '/',
        '//',
        '\\',
        '@',
        ':',
        '?',
        '#',
        '.',
        '..',
        '%2e',
        '%2f',
        '%5c',
        '\t',
        '\n',
        ' ',
        'elsewhere.example',
        'auth',
        'api',
        'ü',
        '。',
        '[::1]',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const host = fc.constantFrom(
  'https://psa.example',
  'http://127.0.0.1:4010',
  'https://acme.halopsa.com',
  'https://[::1]:8443',
);
const base = fc.oneof(
  fc.tuple(host, tricky).map((parts) => parts.join('/')),
  tricky,
  fc.webUrl(),
);

test('a URL built from any input stays at the origin of its base, below its path', () => {
  fc.assert(
    fc.property(
      base,
      fc.array(fc.oneof(fc.constantFrom('auth', 'token', 'Client', '12'), tricky), { minLength: 1 }),
      fc.dictionary(tricky, tricky),
      (text, segments, query) => {
        const typed = normaliseBaseUrl(text);
        for (const start of [text, 'baseUrl' in typed ? typed.baseUrl : undefined, namedAddress(text)]) {
          const url = start === undefined ? undefined : built(start, segments, query);
          if (!url || start === undefined) continue;
          const from = new URL(start);
          expect([url.origin, url.host, url.username, url.password, url.hash]).toEqual([
            from.origin,
            from.host,
            '',
            '',
            '',
          ]);
          expect(url.pathname).toBe(`${from.pathname.replace(/\/$/, '')}/${segments.join('/')}`);
          expect(url.pathname).not.toContain('//');
          expect(Object.fromEntries(url.searchParams)).toEqual(wellFormed(query));
          // what is sent is what was looked at: read again, it is the same address
          expect(new URL(url.href).href).toBe(url.href);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('any accepted input can serve as a base', () => {
  fc.assert(
    fc.property(base, (text) => {
      const typed = normaliseBaseUrl(text);
      if ('baseUrl' in typed)
        expect(outgoingAddress(typed.baseUrl, ['api']).origin).toBe(new URL(typed.baseUrl).origin);
      const named = namedAddress(text);
      if (named !== undefined) expect(outgoingAddress(named, ['token']).origin).toBe(new URL(named).origin);
    }),
    { numRuns: 1_000 },
  );
});

function built(...given: Parameters<typeof outgoingAddress>): URL | undefined {
  try {
    return outgoingAddress(...given);
  } catch {
    return undefined;
  }
}

const wellFormed = (query: Record<string, string>) =>
  Object.fromEntries(Object.entries(query).map((pair) => pair.map((text) => text.toWellFormed())));
