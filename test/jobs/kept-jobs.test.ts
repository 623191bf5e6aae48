import { Jobs } from '../../src/jobs/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/portal.js';

let db: TestDatabase;
let running: Jobs | undefined;
beforeAll(async () => void (db = await createTestDatabase()));
afterEach(() => running?.stop());
afterAll(() => db.drop());

test('jobs are deleted so many hours after they were done, also of a queue that an earlier start made', async () => {
  for (const keepHours of [1, 8]) {
    const jobs = new Jobs(db.pool, { onError: () => undefined, keepHours, sweepEvery: 100 });
    jobs.register({ queue: 'kept', workers: 1, step: async () => 'done', unfinished: async () => [] });
    await jobs.start();
    running = jobs;
    const done = (id: string) => countOf(`singleton_key = '${id}' and state = 'completed'`).then((n) => n === 1);
    for (const id of ['old', 'young']) {
      await jobs.wake('kept', { id, owner: 'a' });
      await until(() => done(id), `${id} is done`);
    }
    const ago = `update pgboss.job set completed_on = now() - make_interval(hours => $2) where singleton_key = $1`;
    await db.pool.query(ago, ['old', keepHours + 1]);
    await db.pool.query(ago, ['young', keepHours - 1]);
    await db.pool.query(`update pgboss.queue set maintain_on = now() - interval '1 hour'`);
    await until(async () => (await countOf(`singleton_key = 'old'`)) === 0, 'the old job is gone');
    expect(await countOf(`singleton_key = 'young'`)).toBe(1);
    await db.pool.query('delete from pgboss.job');
    await jobs.stop();
    running = undefined;
  }
});

async function countOf(where: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from pgboss.job where ${where}`);
  return rows[0]?.n ?? -1;
}
