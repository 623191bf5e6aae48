import { randomBytes } from 'node:crypto';
import { ConfigError, readConfig } from '../config.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://portal:secret@db.internal:5432/portal',
  PORTAL_ORIGIN: 'https://portal.example.com',
  SECRETS_KEYRING: JSON.stringify({ k1: randomBytes(32).toString('base64') }),
  AUTH_SECRET: randomBytes(32).toString('hex'),
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without settings the portal is a demo on this machine, with the sandbox as its HaloPSA', () => {
  expect(readConfig({})).toMatchObject({
    ...{ demo: true, production: false, port: 3000, host: '127.0.0.1', origin: 'http://localhost:3000' },
    ...{ databaseUrl: undefined, secretsKeyring: undefined, authSecret: undefined, trustProxy: [], logLevel: 'warn' },
    ...{ haloAllow: ['http://127.0.0.1:4010'], haloRateLimit: { requests: 300, windowMs: 300_000 } },
  });
});

test('in production the portal is no demo, and listens on all addresses', () => {
  expect(readConfig(PRODUCTION)).toMatchObject({
    ...{ demo: false, production: true, host: '0.0.0.0', origin: PRODUCTION.PORTAL_ORIGIN, haloAllow: [] },
    ...{ databaseUrl: PRODUCTION.DATABASE_URL, logLevel: 'info' },
  });
});

test('with a database of one’s own the portal is no demo, unless DEMO is set', () => {
  const { DATABASE_URL } = PRODUCTION;
  expect(readConfig({ DATABASE_URL }).demo).toBe(false);
  expect(readConfig({ DATABASE_URL, DEMO: 'on', SANDBOX_PORT: '4999' })).toMatchObject({
    demo: true,
    haloAllow: ['http://127.0.0.1:4999'],
  });
});

test('metrics are off until they have a port or a token of their own', () => {
  expect(readConfig({}).metrics).toBeUndefined();
  expect(readConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1', token: undefined });
  const METRICS_TOKEN = randomBytes(32).toString('hex');
  expect(readConfig({ METRICS_TOKEN }).metrics).toMatchObject({ port: undefined, token: METRICS_TOKEN });
});

test('a weak token is refused, and one that a worker could not serve', () => {
  expect(problemsOf({ METRICS_TOKEN: 'short' })).toEqual([
    expect.stringMatching(/^METRICS_TOKEN must have at least 32/),
  ]);
  expect(problemsOf({ METRICS_TOKEN: 'ab'.repeat(20) })).toEqual([expect.stringMatching(/^METRICS_TOKEN has too few/)]);
  const work = { ...PRODUCTION, ROLE: 'work', METRICS_TOKEN: randomBytes(32).toString('hex') };
  expect(problemsOf(work)).toEqual([expect.stringMatching(/^METRICS_TOKEN: a worker without PORT/)]);
  expect(problemsOf({ ...work, METRICS_PORT: '9464' })).toEqual([]);
});

test('the database’s owner has its own setting, which is refused without the portal’s database', () => {
  const DATABASE_OWNER_URL = 'postgres://portal_owner:other@db.internal:5432/portal';
  expect(readConfig({ ...PRODUCTION, DATABASE_OWNER_URL })).toMatchObject({ databaseOwnerUrl: DATABASE_OWNER_URL });
  expect(readConfig(PRODUCTION).databaseOwnerUrl).toBeUndefined();
  expect(problemsOf({ DATABASE_OWNER_URL })).toEqual([
    expect.stringMatching(/^DATABASE_OWNER_URL is set without DATABASE_URL/),
  ]);
  expect(problemsOf({ ...PRODUCTION, DATABASE_OWNER_URL: 'mysql://db' })).toEqual([
    expect.stringMatching(/^DATABASE_OWNER_URL must look like/),
  ]);
});

test('lists and numbers are read', () => {
  const env = {
    TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::1',
    HALO_ALLOW: 'https://halo.corp.example/, http://10.1.2.3',
  };
  expect(
    readConfig({
      ...PRODUCTION,
      ...env,
      HALO_RATE_LIMIT: '10/30s',
      KEEP_LEFT_OUT_MONTHS: '0',
      KEEP_LISTS_HOURS: '8',
      PORT: '8080',
    }),
  ).toMatchObject({
    trustProxy: ['loopback', '10.0.0.0/8', 'fd00::1'],
    haloAllow: ['https://halo.corp.example', 'http://10.1.2.3'],
    haloRateLimit: { requests: 10, windowMs: 30_000 },
    keepLeftOutMonths: 0,
    keep: { listHours: 8, expiredListDays: 90, jobHours: 1, sessionHours: 12 },
    port: 8080,
  });
});

test('all settings that are missing in production are reported together', () => {
  expect(problemsOf({ NODE_ENV: 'production' }).map((problem) => problem.split(' ')[0])).toEqual([
    'DATABASE_URL',
    'PORTAL_ORIGIN',
    'SECRETS_KEYRING',
    'AUTH_SECRET',
  ]);
});

test('a process can have one role, and a worker needs no settings for pages', () => {
  const forWork = { ...PRODUCTION, PORTAL_ORIGIN: '', AUTH_SECRET: '' };
  expect(readConfig(PRODUCTION).role).toBe('both');
  expect(readConfig({ ...PRODUCTION, ROLE: 'web' }).role).toBe('web');
  expect(readConfig({ ...forWork, ROLE: 'work' }).role).toBe('work');
  expect(problemsOf({ ...forWork, ROLE: 'web' })).toHaveLength(2);
});

test.each(['web', 'work'])('ROLE=%s needs a database that other processes can reach, and is no demo', (ROLE) => {
  expect(problemsOf({ ROLE })).toEqual([expect.stringMatching(`^ROLE=${ROLE} needs DATABASE_URL`)]);
  const { DATABASE_URL } = PRODUCTION;
  expect(problemsOf({ ROLE, DATABASE_URL, DEMO: 'on' })).toEqual([
    expect.stringMatching('^DEMO=on runs in one process'),
  ]);
});

test.each([
  ['ROLE', 'worker'],
  ['KEEP_LEFT_OUT_MONTHS', '121'],
  ['KEEP_LEFT_OUT_MONTHS', '-1'],
  ['KEEP_LEFT_OUT_MONTHS', '1.5'],
  ['KEEP_LISTS_HOURS', '0'],
  ['KEEP_EXPIRED_LISTS_DAYS', '3651'],
  ['SESSION_HOURS', 'long'],
  ['PORT', '70000'],
  ['SANDBOX_PORT', 'x'],
  ['DEMO', 'perhaps'],
  ['DATABASE_URL', 'mysql://db/portal'],
  ['DATABASE_URL', 'db.internal'],
  ['EVENT_STORE_URL', 'http://log:2113'],
  ['PORTAL_ORIGIN', 'https://portal.example.com/teams'],
  ['PORTAL_ORIGIN', 'portal.example.com'],
  ['PORTAL_ORIGIN', 'http://portal.example.com'],
  ['AUTH_SECRET', 'short'],
  ['DEMO', 'on'],
  ['AUTH_SECRET', 'x'.repeat(64)],
  ['AUTH_SECRET', 'change-me-7Hq2Lw9Zt4Xv1Bn6Mc3Kp8'],
  ['TRUST_PROXY', '0.0.0.0/0'],
  ['TRUST_PROXY', '::/0'],
  ['TRUST_PROXY', '10.0.0.7,proxy.internal'],
  ['HALO_ALLOW', 'halo.corp.example'],
  ['HALO_ALLOW', 'https://halo.corp.example/api'],
  ['HALO_RATE_LIMIT', '300'],
  ['HALO_RATE_LIMIT', '0/5m'],
  ['LOG_LEVEL', 'loud'],
])('%s cannot be %s', (name, value) => {
  expect(problemsOf({ ...PRODUCTION, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}\\b`))]);
});
