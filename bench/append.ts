import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from '../src/boot/child-environment.js';
import type pg from 'pg';
import { PostgresEventStore, type NewEvent } from '../src/event-store/index.js';
import { copyIn, dump, median, perSecond, timed, type Bench, type Line } from './support.js';

const BATCH = 500;
const BATCHES = 40;
const ROUNDS = 5;

/** Appends through the port, against COPY of the same rows in the same batches, one commit each, into an identical table. */
export async function appendAgainstCopy(bench: Bench): Promise<Line[]> {
  const pool = await bench.database();
  const store = new PostgresEventStore(pool);
  const appending: number[] = [];
  const copying: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const stream = `import-${randomUUID()}`;
    const batches = Array.from({ length: BATCHES }, (_, b) => events(b));
    const append = await timed(async () => {
      for (const [b, batch] of batches.entries()) await store.append(stream, b * BATCH - 1, batch);
    });
    await pool.query('create table event_copy (like log.event including all)');
    const rows = await batchesOf(pool, stream);
    const copy = await timed(async () => {
      for (const batch of rows) await copyIn(pool, 'event_copy', batch);
    });
    await pool.query('drop table event_copy');
    // The first round warms both up.
    if (round > 0) {
      appending.push(append);
      copying.push(copy);
    }
  }
  await store.close();
  return [line('1. append, batches of 500, against COPY', median(appending), median(copying))];
}

/** A batch of an import, 500 events. */
export function events(batch: number): NewEvent[] {
  return Array.from({ length: BATCH }, (_, i) => ({
    id: randomUUID(),
    type: 'UserImported',
    data: {
      importId: randomUUID(),
      n: batch * BATCH + i,
      haloId: batch * BATCH + i,
      person: { name: `Person ${i}`, email: `person.${batch}.${i}@bench.example`, site: 'Main' },
    },
    metadata: { resellerId: randomUUID(), actor: { id: randomUUID(), role: 'admin' }, correlationId: 'bench' },
  }));
}

const run = promisify(execFile);

/** The same events in the same batches through emmett, in a separate process on the same PostgreSQL. */
export async function appendAgainstEmmett(bench: Bench): Promise<Line[]> {
  const pool = await bench.database();
  const store = new PostgresEventStore(pool);
  const batches = Array.from({ length: BATCHES }, (_, b) => events(b));
  const appending: number[] = [];
  const copying: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const stream = `import-${randomUUID()}`;
    const fresh = batches.map((batch) => batch.map((event) => ({ ...event, id: randomUUID() })));
    appending.push(
      await timed(async () => {
        for (const [b, batch] of fresh.entries()) await store.append(stream, b * BATCH - 1, batch);
      }),
    );
    copying.push(await copyWithoutIndexes(pool, stream));
  }
  await store.close();
  const against = median((await emmett(bench, batches)).slice(1));
  return [
    line('1. append, batches of 500, against emmett-postgresql', median(appending.slice(1)), against),
    line('1. COPY of the same rows without any index, against emmett-postgresql', median(copying.slice(1)), against),
  ];
}

function line(what: string, measured: number, against: number): Line {
  const count = BATCH * BATCHES;
  return { what, measured: perSecond(count, measured), against: perSecond(count, against), ratio: against / measured };
}

/** The lower bound for any append to PostgreSQL. @returns milliseconds */
async function copyWithoutIndexes(pool: pg.Pool, stream: string): Promise<number> {
  await pool.query('create table event_copy (like log.event)');
  const rows = await batchesOf(pool, stream);
  const took = await timed(async () => {
    for (const batch of rows) await copyIn(pool, 'event_copy', batch);
  });
  await pool.query('drop table event_copy');
  return took;
}

/** The rows of a stream, in COPY's format. */
function batchesOf(pool: pg.Pool, stream: string): Promise<Buffer[]> {
  const range = (b: number) => `revision >= ${b * BATCH} and revision < ${(b + 1) * BATCH}`;
  const rows = (b: number) => `(select * from log.event where stream = '${stream}' and ${range(b)} order by revision)`;
  return Promise.all(Array.from({ length: BATCHES }, (_, b) => dump(pool, rows(b))));
}

async function emmett(bench: Bench, batches: readonly NewEvent[][]): Promise<number[]> {
  const folder = resolve('bench/emmett');
  const scratch = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const file = join(scratch, 'events.json');
  try {
    await writeFile(file, JSON.stringify(batches));
    await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, env: childEnvironment() });
    const url = await bench.emptyDatabase();
    const { stdout } = await run(process.execPath, ['append.mjs', url, file, String(ROUNDS + 1)], {
      cwd: folder,
      env: childEnvironment(),
    });
    return JSON.parse(stdout) as number[];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
