import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { startEmbeddedPostgres } from '../src/boot/embedded-postgres/index.js';
import { createPool, migrate } from '../src/database/index.js';
import { liveIn, type LivedIn } from './lived-in.js';

export interface Line {
  readonly what: string;
  readonly measured: string;
  readonly against: string;
  readonly ratio: number;
}

export interface Bench {
  /** a database with a past, a new one for each call */
  readonly database: () => Promise<pg.Pool>;
  /** an empty database for other programs; returns its URL */
  readonly emptyDatabase: () => Promise<string>;
  readonly end: () => Promise<void>;
}

/** One PostgreSQL for a whole run, started as the portal starts it (fsync on). @param others the data in its databases beforehand */
export async function startBench(others: LivedIn): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const starting = startEmbeddedPostgres(folder);
  const clearUp = async () => {
    const started = await starting;
    await started.stop();
    for (const made of [folder, started.folder]) await rm(made, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      // Running queries fail at the end, as expected.
      process.on('uncaughtException', () => undefined);
      void clearUp().finally(() => process.exit(1));
    });
  }
  const postgres = await starting;
  const base = await postgres.bootstrapUrl();
  const admin = createPool(base, 1);
  const pools: pg.Pool[] = [];
  let databases = 0;
  const emptyDatabase = async () => {
    const name = `bench_${++databases}`;
    await admin.query(`create database ${name}`);
    return base.replace(/\/postgres$/, `/${name}`);
  };
  let livedIn: Promise<string> | undefined;
  return {
    emptyDatabase,
    database: async () => {
      const name = `bench_${++databases}`;
      await admin.query(`create database ${name} template ${await (livedIn ??= makeLivedIn(emptyDatabase, others))}`);
      const pool = createPool(base.replace(/\/postgres$/, `/${name}`));
      pools.push(pool);
      return pool;
    },
    end: async () => {
      for (const pool of [admin, ...pools]) await pool.end();
      await clearUp();
    },
  };
}

/** Created once, and copied together with its statistics. @returns its name */
async function makeLivedIn(emptyDatabase: () => Promise<string>, others: LivedIn): Promise<string> {
  const url = await emptyDatabase();
  const pool = createPool(url);
  await migrate(pool);
  await liveIn(pool, others);
  await pool.end();
  return new URL(url).pathname.slice(1);
}

export const machine = () =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

/** A number of people, and the time they took. */
export interface Took {
  readonly people: number;
  readonly ms: number;
}

/** The time per person of a long list against that of a short list. */
export function perPerson(what: string, all: readonly Took[]): Line[] {
  const [small, large] = [all[0], all.at(-1)];
  if (!small || !large || small === large) return [];
  const each = ({ people, ms }: Took) => (1_000 * ms) / people;
  return [
    {
      what: `${what}: time a person of ${large.people.toLocaleString('en')}, against one of ${small.people.toLocaleString('en')}`,
      ...{
        measured: `${each(large).toFixed(0)} µs`,
        against: `${each(small).toFixed(0)} µs`,
        ratio: each(large) / each(small),
      },
    },
  ];
}

/** Runs `work`. @returns milliseconds */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN;
}

/** Rows in COPY's own format. @param query a table's name or a query in parentheses */
export async function dump(pool: pg.Pool, query: string): Promise<Buffer> {
  const client = await pool.connect();
  try {
    return await buffer(client.query(copyTo(`copy ${query} to stdout`)));
  } finally {
    client.release();
  }
}

/** PostgreSQL's fastest way into a table, which everything else is measured against. */
export async function copyIn(pool: pg.Pool, table: string, rows: Buffer): Promise<void> {
  const client = await pool.connect();
  try {
    await pipeline(Readable.from([rows]), client.query(copyFrom(`copy ${table} from stdin`)));
  } finally {
    client.release();
  }
}

export const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
export const perSecond = (count: number, ms: number) => `${Math.round((count / ms) * 1_000).toLocaleString('en')}/s`;
