import { Jobs, type Task, type Turn, type Work } from '../../src/jobs/index.js';
import { createPool } from '../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/portal.js';

/** Work whose steps end on request, or when their turn is over if they check it. */
class Held implements Work {
  readonly queue = 'held';
  readonly begun: { readonly id: string; readonly end: () => void; readonly turn: Turn | undefined }[] = [];
  tasks: Task[] = [];

  constructor(
    readonly workers: number,
    private readonly yields = false,
  ) {}

  readonly unfinished = async () => this.tasks;

  readonly step = async (id: string, _signal: AbortSignal, turn?: Turn) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.begun.push({ id, end: resolve, turn });
    const looking = setInterval(() => this.yields && turn?.isOver() && resolve(), 20);
    await promise;
    clearInterval(looking);
    this.tasks = this.tasks.filter((task) => task.id !== id || this.yields);
    return this.yields ? ('again' as const) : ('done' as const);
  };

  owners = () => this.begun.map(({ id }) => id.split(' ')[0]);
}

const tasksOf = (owner: string, many: number): Task[] =>
  Array.from({ length: many }, (_, n) => ({ id: `${owner} ${n}`, owner }));

let db: TestDatabase;
const running: { jobs: Jobs; work: Held }[] = [];
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(async () => {
  for (const { jobs, work } of running.splice(0)) {
    const stopping = jobs.stop();
    const ending = setInterval(() => work.begun.forEach(({ end }) => end()), 20);
    await stopping;
    clearInterval(ending);
  }
  await db.drop();
});

async function start(work: Held, pool = db.pool): Promise<Jobs> {
  const jobs = new Jobs(pool, { onError: () => undefined, sweepEvery: 200 });
  jobs.register(work);
  running.push({ jobs, work });
  await jobs.start();
  return jobs;
}

test('an owner with 20 hanging tasks gets half of the workers, and another owner can begin', async () => {
  const work = new Held(4);
  const jobs = await start(work);
  work.tasks = tasksOf('a', 20);
  for (const task of work.tasks) await jobs.wake('held', task);
  await until(async () => work.begun.length === 2, 'two of the first begin');
  await jobs.wake('held', { id: 'b 0', owner: 'b' });
  await until(async () => work.begun.length === 3, 'the other begins');
  expect(work.owners()).toEqual(['a', 'a', 'b']);
});

async function isCompleted(id: string | undefined): Promise<boolean> {
  const sql = `select from pgboss.job where singleton_key = $1 and state = 'completed'`;
  return (await db.pool.query(sql, [id])).rowCount === 1;
}

test('owners take turns, however many tasks each has', async () => {
  const work = new Held(2);
  const jobs = await start(work);
  for (const task of [...tasksOf('a', 5), ...tasksOf('b', 5), ...tasksOf('c', 1)]) await jobs.wake('held', task);
  for (let n = 0; n < 6; n++) {
    await until(async () => work.begun.length > n, `step ${n} begins`);
    work.begun[n]?.end();
    // An owner whose step is on its way out is still served, and how long that takes is up to the machine.
    await until(() => isCompleted(work.begun[n]?.id), `step ${n} is over`);
  }
  // of two that run at once either may be first
  expect(work.owners().slice(0, 3).toSorted()).toEqual(['a', 'b', 'c']);
  expect(work.owners().slice(3, 5).toSorted()).toEqual(['a', 'b']);
});

test('a step ends early when other owners wait for all workers, and continues later', async () => {
  const work = new Held(2, true);
  const jobs = await start(work);
  for (const owner of ['a', 'b']) await jobs.wake('held', { id: `${owner} 0`, owner });
  await until(async () => work.begun.length === 2, 'both work');
  expect(work.begun.map(({ turn }) => turn?.isOver())).toEqual([false, false]);
  await jobs.wake('held', { id: 'c 0', owner: 'c' });
  await until(async () => work.owners().includes('c'), 'the third begins');
  await until(async () => work.owners().filter((owner) => owner === 'a').length > 1, 'the first goes on');
});

test('one owner gets half of the workers in each of two processes', async () => {
  const pool = createPool(db.url, 4);
  const [one, other] = [new Held(2), new Held(2)];
  one.tasks = tasksOf('a', 20);
  await start(one);
  await start(other, pool);
  await until(async () => one.begun.length === 1 && other.begun.length === 1, 'each has begun one');
  one.tasks = [...one.tasks, ...tasksOf('b', 2)];
  await until(async () => one.begun.length + other.begun.length === 4, 'the other has the rest');
  expect([...one.owners(), ...other.owners()].toSorted()).toEqual(['a', 'a', 'b', 'b']);
  for (const { jobs, work } of running.splice(0)) {
    const stopping = jobs.stop();
    work.begun.forEach(({ end }) => end());
    await stopping;
  }
  await pool.end();
});

test('a failed step is retried, and its error is reported', async () => {
  const work = new Held(2);
  const errors: unknown[] = [];
  let tries = 0;
  const failing: Work = {
    ...{ queue: 'failing', workers: 2, unfinished: work.unfinished },
    step: async () => {
      if (++tries === 1) throw new Error('for once');
      return 'done';
    },
  };
  const jobs = new Jobs(db.pool, { onError: (error) => errors.push(error) });
  jobs.register(failing);
  await jobs.start();
  await jobs.wake('failing', { id: 'a 0', owner: 'a' });
  await until(async () => tries === 2, 'it is tried again');
  await jobs.stop();
  expect(errors).toEqual([new Error('for once')]);
});
