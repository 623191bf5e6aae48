import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import pg from 'pg';
import type { ProjectionRunner, ProjectionStatus } from '../../src/event-store/index.js';
import { HealthCheck } from '../../src/web/index.js';
import { browser, startPortal, type TestPortal } from './portal.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await startPortal()));
afterAll(() => portal.close());

/** The report of a controller with these projections and this pool, otherwise as in the portal. */
async function ask(projections: Partial<ProjectionStatus>[] | Error, pool: pg.Pool = portal.db.pool) {
  const runner = {
    status: async () => {
      if (projections instanceof Error) throw projections;
      return projections;
    },
  } as unknown as ProjectionRunner;
  const health = portal.app.get(HealthCheckService, { strict: false });
  const { status, body } = await new HealthCheck(health, new HealthIndicatorService(), pool, runner).report();
  return { code: status, body };
}

test('a healthy portal says so, to anyone', async () => {
  const { body, headers } = await browser(portal).get('/health').expect(200);
  expect(body).toMatchObject({ status: 'ok', details: { database: { status: 'up' }, projections: { status: 'up' } } });
  expect(headers['cache-control']).toMatch(/no-store/);
});

test('a stopped projection is reported by name, and the process stays alive', async () => {
  const { code, body } = await ask([
    { name: 'teams', behind: true },
    { name: 'history', behind: true, degraded: 'for the log only' },
  ]);
  expect(code).toBe(200);
  expect(body).toMatchObject({
    status: 'degraded',
    details: { projections: { status: 'degraded', standing: ['history'] } },
  });
  expect(JSON.stringify(body)).not.toContain('for the log only');
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
