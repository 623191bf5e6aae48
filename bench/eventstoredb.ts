import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, type JSONType } from '@eventstore/db-client';
import type pg from 'pg';
import { childEnvironment } from '../src/boot/child-environment.js';
import { projections } from '../src/app.js';
import { createPool, migrate } from '../src/database/index.js';
import { NO_STREAM, openLog, ProjectionRunner, START, type EventStore } from '../src/event-store/index.js';
import { events } from './append.js';
import { importing } from './import.js';
import { median, perSecond, seconds, timed, type Bench, type Line } from './support.js';

const BATCH = 500;
const BATCHES = 40;
const READ = { events: 60_000, page: 2_000 };
const SINGLE_APPENDS = 1_000;

interface Server {
  readonly url: string;
  readonly end: () => Promise<void>;
}

/** The server of TEST_EVENT_STORE_URL, or one in memory, in a process of its own, that behaves as EventStoreDB does on the wire. */
async function eventStoreDb(): Promise<Server> {
  const given = process.env['TEST_EVENT_STORE_URL'];
  if (given) return { url: given, end: async () => undefined };
  const main = join(import.meta.dirname, '../test/event-store/stand-in/main.js');
  const child = spawn(process.execPath, [main], { env: childEnvironment(), stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const end = async () => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { url: line.toString().trim(), end };
}

/** The log in EventStoreDB against the one in PostgreSQL, each with a new database, because a database with a past has its log already. */
export async function eventStoreDbAgainstPostgres(bench: Bench, people: number, rounds: number): Promise<Line[]> {
  const server = await eventStoreDb();
  const pools: pg.Pool[] = [];
  const database = async () => {
    const pool = createPool(await bench.emptyDatabase());
    await migrate(pool);
    pools.push(pool);
    return pool;
  };
  try {
    const there = await openLog({ pool: await database(), url: server.url });
    const here = await openLog({ pool: await database(), url: undefined });
    const lines = [await appendAgainstClient(there, server.url, rounds), await readAgainst(there, here, rounds)];
    await Promise.all([there.close(), here.close()]);
    lines.push(await importAgainst(database, server.url, people, rounds));
    return [...lines, ...(await appendToRow(database, server.url))];
  } finally {
    for (const pool of pools) await pool.end();
    await server.end();
  }
}

/** Through the port, against the client's own call for the same batches, awaited one by one. */
async function appendAgainstClient(log: EventStore, url: string, rounds: number): Promise<Line> {
  const client = EventStoreDBClient.connectionString(url);
  const credentials = { username: '', password: '' };
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const batches = Array.from({ length: BATCHES }, (_, b) => events(b));
    const stream = `import-${randomUUID()}`;
    const port = await timed(async () => {
      for (const [b, batch] of batches.entries()) await log.append(stream, b * BATCH - 1, batch);
    });
    const proposed = batches.map((batch) =>
      batch.map((event) => jsonEvent({ ...event, data: event.data as JSONType })),
    );
    const alone = await timed(async () => {
      for (const [b, batch] of proposed.entries()) {
        const expectedRevision = b === 0 ? 'no_stream' : BigInt(b * BATCH - 1);
        await client.appendToStream(`alone-${stream}`, batch, { credentials, expectedRevision });
      }
    });
    if (round === 0) continue;
    ours.push(port);
    theirs.push(alone);
  }
  await client.dispose();
  const amount = BATCH * BATCHES;
  return {
    what: '7. EventStoreDB: append, batches of 500, against its client alone',
    measured: perSecond(amount, median(ours)),
    against: perSecond(amount, median(theirs)),
    ratio: median(theirs) / median(ours),
  };
}

async function readAgainst(there: EventStore, here: EventStore, rounds: number): Promise<Line> {
  for (const log of [there, here]) {
    const stream = `import-${randomUUID()}`;
    for (let n = 0; n < READ.events / BATCH; n++) await log.append(stream, n * BATCH - 1, events(n));
  }
  const readAll = async (log: EventStore) => {
    let read = 0;
    for (let after = START; read < READ.events;) {
      const page = await log.readAll(after, READ.page);
      read += page.length;
      after = page.at(-1)?.position ?? after;
    }
  };
  const [theirs, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const [one, other] = [await timed(() => readAll(there)), await timed(() => readAll(here))];
    if (round === 0) continue;
    theirs.push(one);
    ours.push(other);
  }
  return {
    what: '7. EventStoreDB: reading 60,000 events, against PostgreSQL',
    measured: perSecond(READ.events, median(theirs)),
    against: perSecond(READ.events, median(ours)),
    ratio: median(ours) / median(theirs),
  };
}

async function importAgainst(
  database: () => Promise<pg.Pool>,
  url: string,
  people: number,
  rounds: number,
): Promise<Line> {
  const [there, here]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const [took, eventStoreUrl] of [[there, url] as const, [here, undefined] as const]) {
      const { run, close } = await importing(await database(), people, { eventStoreUrl });
      took.push(await timed(run));
      await close();
    }
  }
  return {
    what: `7. EventStoreDB: import of ${people.toLocaleString('en')}, against PostgreSQL`,
    measured: `${seconds(median(there))}, ${perSecond(people, median(there))}`,
    against: perSecond(people, median(here)),
    ratio: median(here) / median(there),
  };
}

/** From an append to the row of the slowest list, on both stores. */
async function appendToRow(database: () => Promise<pg.Pool>, url: string): Promise<Line[]> {
  const times: number[][] = [];
  for (const eventStoreUrl of [url, undefined]) {
    const pool = await database();
    const log = await openLog({ pool, url: eventStoreUrl });
    const runner = new ProjectionRunner(pool, log, projections);
    runner.start();
    const took: number[] = [];
    for (let n = 0; n < SINGLE_APPENDS; n++) {
      const id = randomUUID();
      const [event] = events(0);
      const added = { ...event, id, type: 'TeamAdded', data: { teamId: id, name: `Team ${n}` } } as NonNullable<
        typeof event
      >;
      took.push(
        await timed(async () => {
          const { position } = await log.append(`team-${id}`, NO_STREAM, [added]);
          await runner.waitFor(position, 20_000);
        }),
      );
    }
    times.push(took.slice(SINGLE_APPENDS / 10).toSorted((a, b) => a - b));
    await runner.stop();
    await log.close();
  }
  return (['p50', 'p99'] as const).map((which) => {
    const at = which === 'p50' ? 0.5 : 0.99;
    const [there = 0, here = 0] = times.map((sorted) => sorted[Math.floor(sorted.length * at)] ?? 0);
    return {
      what: `7. EventStoreDB: append to row, ${which}, against PostgreSQL`,
      measured: `${there.toFixed(1)} ms`,
      against: `${here.toFixed(1)} ms`,
      ratio: there / here,
    };
  });
}
