import { readFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { createWorker } from '../../src/app.js';
import { serveHealth, serveMetrics } from '../../src/boot/worker-health.js';
import type { LogWatch, ProjectionRunner } from '../../src/event-store/index.js';
import { Metrics, readHealth, servedMetrics } from '../../src/metrics/index.js';
import { browser, browserOf } from '../access/portal.js';
import { connect, importAndWait, loadRoster, startWholePortal, type WholePortal } from '../support/portal.js';

const token = randomBytes(32).toString('hex');
const settings = { port: undefined, host: '127.0.0.1', token };
let portal: WholePortal;
let scraped: string;

beforeAll(async () => {
  const clients = [{ name: 'North', people: 60 }];
  portal = await startWholePortal({ clients }, undefined, [], { metrics: settings });
  const admin = await browserOf(portal, portal.people.admin);
  const group = await connect(portal, admin, portal.team, 'North');
  const list = await loadRoster(admin, portal.team, group);
  await admin.post(`/rosters/${list}`).type('form').send({ action: 'select-all' }).expect(303);
  await importAndWait(portal, admin, list);
  scraped = (await browser(portal).get('/metrics').set('Authorization', `Bearer ${token}`).expect(200)).text;
});
afterAll(() => portal.close());

/** Name, labels and value of each line. */
function samples(text: string) {
  return text.split('\n').flatMap((line) => {
    const [, name, labels, value] = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (!name) return [];
    const pairs = [...(labels ?? '').matchAll(/(?<=^|,)(\w+)="([^"]*)"/g)];
    return [{ name, labels: Object.fromEntries(pairs.map(([, key = '', text = '']) => [key, text])), value }];
  });
}

function valueOf(text: string, name: string, labels: Record<string, string> = {}): number {
  const found = samples(text).find(
    (each) => each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value),
  );
  return Number(found?.value);
}

test('an import is counted, and its people by outcome are all who were listed', async () => {
  const { rows } = await portal.db.pool.query('select listed, imported, rejected from import_summary');
  const [{ listed, imported }] = rows as [{ listed: number; imported: number }];
  expect(imported).toBeGreaterThan(0);
  expect(valueOf(scraped, 'portal_imports_total', { state: 'completed' })).toBe(1);
  expect(valueOf(scraped, 'portal_imports_total', { state: 'cancelled' })).toBe(0);
  expect(valueOf(scraped, 'portal_import_people_total', { outcome: 'imported' })).toBe(imported);
  const people = samples(scraped).filter(({ name }) => name === 'portal_import_people_total');
  expect(people.reduce((sum, { value }) => sum + Number(value), 0)).toBe(listed);
});

test('requests to HaloPSA, projections, the outbox, the event loop and the process are measured', () => {
  expect(valueOf(scraped, 'portal_halo_requests_total', { outcome: 'ok', priority: 'background' })).toBeGreaterThan(0);
  expect(valueOf(scraped, 'portal_halo_waits_total', { why: '429' })).toBe(0);
  expect(valueOf(scraped, 'portal_projection_lag_seconds', { projection: 'members' })).toBe(0);
  expect(valueOf(scraped, 'portal_outbox_entries', { state: 'waiting' })).toBe(0);
  expect(valueOf(scraped, 'portal_database_up')).toBe(1);
  expect(valueOf(scraped, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  expect(valueOf(scraped, 'process_resident_memory_bytes')).toBeGreaterThan(0);
});

/** Labels that prom-client's own metrics have, and ours. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  state: /^(started|completed|cancelled|waiting|stuck|total|idle)$/,
  outcome:
    /^(imported|left-out|no-email|malformed-email|duplicate-in-list|already-in-this-team|already-has-account|ok|429|\dxx|[a-z-]+)$/,
  type: /^[A-Za-z]+$/,
  priority: /^(waiting-person|background)$/,
  why: /^(own-limit|429|503)$/,
  projection: /^[a-z-]+$/,
  le: /^[\d.]+$|^\+Inf$/,
  kind: /^[a-z]+$/,
  space: /^[a-z_]+$/,
  version: /^v[\d.]+$/,
  major: /^\d+$/,
  minor: /^\d+$/,
  patch: /^\d+$/,
};

test('no label has an id, a name or an address', () => {
  const labels = samples(scraped).flatMap((each) => Object.entries(each.labels));
  expect(labels.length).toBeGreaterThan(50);
  expect(labels.filter(([key, value]) => !ALLOWED[key]?.test(value))).toEqual([]);
  const { admin } = portal.people;
  for (const secret of [admin.resellerId, admin.userId, portal.team, portal.sandbox.clientSecret, 'North', '@']) {
    expect(scraped).not.toContain(secret);
  }
});

test('the dashboard names only metrics and labels that exist', () => {
  const dashboard = readFileSync('docs/grafana/portal.json', 'utf8');
  const exprs = [...dashboard.matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)].map(([, expr = '']) => expr);
  expect(exprs.length).toBeGreaterThan(8);
  const known = new Set(samples(scraped).map(({ name }) => name));
  const named = exprs.flatMap((expr) => expr.match(/\b(?:portal|nodejs|process)_[a-z_0-9]+/g) ?? []);
  expect(named.length).toBeGreaterThanOrEqual(exprs.length);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  const labels = new Set(samples(scraped).flatMap((each) => Object.keys(each.labels)));
  const by = exprs.flatMap((expr) =>
    [...expr.matchAll(/by \(([a-z_, ]+)\)/g)].flatMap(([, names = '']) => names.split(/, ?/)),
  );
  expect(by.filter((name) => !labels.has(name) && !['instance', 'job'].includes(name))).toEqual([]);
});

test.each([
  ['no token', undefined],
  ['another one', `Bearer ${randomBytes(32).toString('hex')}`],
  ['the right one as a password', `Basic ${token}`],
])('with %s the answer is 401', async (_name, sent) => {
  const request = browser(portal).get('/metrics');
  await (sent ? request.set('Authorization', sent) : request).expect(401).expect('WWW-Authenticate', 'Bearer');
});

const never = new Promise<never>(() => undefined);
const logThat = (trouble: 'unreachable' | undefined) =>
  ({ state: async () => ({ trouble, answeredAt: new Date() }) }) as unknown as LogWatch;

test('while the database hangs, a scrape answers with what it has, and asks once', async () => {
  let asked = 0;
  const pool = { totalCount: 1, idleCount: 0, waitingCount: 3, query: () => (asked++, never) } as unknown as pg.Pool;
  const runner = { lags: () => never } as unknown as ProjectionRunner;
  const read = readHealth(pool, runner, logThat('unreachable'));
  const [health] = await Promise.all([read(), read(), read()]);
  expect(asked).toBe(1);
  const metrics = new Metrics();
  metrics.appended([{ type: 'TeamAdded', data: {} } as never]);
  const text = await metrics.text(health);
  expect(valueOf(text, 'portal_database_up')).toBe(0);
  expect(valueOf(text, 'portal_log_up')).toBe(0);
  expect(valueOf(text, 'portal_events_total', { type: 'TeamAdded' })).toBe(1);
  expect(text).not.toMatch(/^portal_projection_lag_seconds\{/m);
});

/** @returns the status and the text of a path on a port */
function get(port: number, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string }>((done, failed) => {
    ask({ port, path, headers, host: '127.0.0.1' }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (more: string) => void (text += more));
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text }));
    })
      .on('error', failed)
      .end();
  });
}

test('a worker serves them beside its health check, or on a port of their own', async () => {
  const config = { ...portal.config, role: 'work' as const, metrics: settings };
  const worker = await createWorker({
    config,
    pool: portal.db.portalPool,
    authSecret: 'a worker signs nothing, but needs 32 characters',
  });
  const metrics = servedMetrics(worker, config);
  const report = async () => ({ status: 200 as const, body: {} });
  const servers = await Promise.all([
    serveHealth(report, 0, '127.0.0.1', metrics),
    serveMetrics(metrics, 0, '127.0.0.1'),
  ]);
  const [health, own] = servers.map((server) => (server.address() as AddressInfo).port) as [number, number];
  const authorization = { authorization: `Bearer ${token}` };
  for (const port of [health, own]) {
    const { status, text } = await get(port, '/metrics', authorization);
    expect(status).toBe(200);
    expect(valueOf(text, 'portal_database_up')).toBe(1);
    expect((await get(port, '/metrics')).status).toBe(401);
  }
  expect((await get(health, '/health')).status).toBe(200);
  expect((await get(own, '/health', authorization)).status).toBe(404);
  for (const server of servers) await new Promise((closed) => server.close(closed));
  await worker.close();
});
