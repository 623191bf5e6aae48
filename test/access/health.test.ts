import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import pg from 'pg';
import { LogWatch, type LogTrouble, type ProjectionRunner } from '../../src/event-store/index.js';
import { HealthCheck } from '../../src/web/index.js';
import { browser, startPortal, type TestPortal } from './portal.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal()));
afterAll(() => portal.close());

/** The report with these stopped projections, this pool and this log, otherwise as in the portal. */
async function ask(stopped: string[] | Error, pool: pg.Pool = portal.db.pool, trouble?: LogTrouble) {
  const runner = {
    stopped: async () => {
      if (stopped instanceof Error) throw stopped;
      return stopped;
    },
  } as unknown as ProjectionRunner;
  const terminus = portal.app.get(HealthCheckService, { strict: false });
  const log = new LogWatch({ trouble: async () => trouble });
  const health = new HealthCheck(terminus, new HealthIndicatorService(), pool, runner, undefined, log);
  const { status, body } = await health.report();
  return { code: status, body };
}

test('a healthy portal says so, to anyone', async () => {
  const { body, headers } = await browser(portal).get('/health').expect(200);
  expect(body).toMatchObject({ status: 'ok', details: { database: { status: 'up' }, projections: { status: 'up' } } });
  expect(headers['cache-control']).toMatch(/no-store/);
});

test('a stopped projection is reported by name, and the process stays alive', async () => {
  const { code, body } = await ask(['history']);
  expect(code).toBe(200);
  expect(body).toMatchObject({
    status: 'degraded',
    details: { projections: { status: 'degraded', standing: ['history'] } },
  });
});

test.each([
  ['unreachable', 'The log does not answer.'],
  ['restored', 'an older copy was restored'],
  ['moved', 'Restart the portal'],
] as const)('a log that is %s is reported, and the process stays alive', async (trouble, words) => {
  const { code, body } = await ask([], portal.db.pool, trouble);
  expect(code).toBe(200);
  expect(body).toMatchObject({
    status: 'degraded',
    details: { database: { status: 'up' }, log: { status: 'degraded', message: expect.stringContaining(words) } },
  });
});

test('without the database the answer is 503, and does not reveal its address', async () => {
  const nowhere = new pg.Pool({ connectionString: 'postgres://secret-user@127.0.0.1:1/secret-db' });
  const { code, body } = await ask(new Error('no database'), nowhere);
  await nowhere.end();
  expect(code).toBe(503);
  expect(body).toMatchObject({ status: 'error', details: { database: { status: 'down' } } });
  expect(JSON.stringify(body)).not.toMatch(/secret|127\.0\.0\.1|ECONN/);
});

test('requests within one second share one query and its answer', async () => {
  let asked = 0;
  const pool = { query: async () => void asked++ } as unknown as pg.Pool;
  const terminus = portal.app.get(HealthCheckService, { strict: false });
  const health = new HealthCheck(terminus, new HealthIndicatorService(), pool);
  const reports = await Promise.all(Array.from({ length: 200 }, () => health.report()));
  expect(new Set(reports).size).toBe(1);
  expect(asked).toBe(1);
});
