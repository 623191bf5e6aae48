import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createInflateRaw } from 'node:zlib';
import type { Response } from 'express';
import { LogUnreachable, START, type EventStore } from '../../src/event-store/index.js';
import { Exports, type FileOf, type WantedExport } from '../../src/modules/exports/index.js';
import { ExportSlots } from '../../src/modules/exports/export-slots.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { metadataOf } from '../history/support.js';
import { IN_POSTGRES } from '../support/logs.js';
import { until } from '../support/portal.js';

type Row = Readonly<Record<'n', number>>;
const PART = 1_000;

let db: TestDatabase;
let log: Awaited<ReturnType<typeof IN_POSTGRES.open>>;
let server: Server;
/** how the next request is answered */
let answer: (response: Response) => Promise<void>;
let outcome: Promise<unknown>;

beforeAll(async () => {
  db = await createTestDatabase();
  log = await IN_POSTGRES.open(db.portalPool);
  server = createServer((_request, response) => {
    // Express adds a chaining `status`; the rest is Node's.
    const express = Object.assign(response, { status: () => response }) as unknown as Response;
    outcome = answer(express).then(
      () => 'sent',
      (error: unknown) => {
        response.destroy();
        return error;
      },
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await log.close();
  await db.drop();
});

const ask = async (): Promise<IncomingMessage> => {
  const asked = get({ port: (server.address() as AddressInfo).port, agent: false });
  asked.on('error', () => undefined);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return response;
};
const wanted: WantedExport = { kind: 'people', format: 'csv', zone: 'Europe/Berlin', filter: {}, name: 'People' };
const slots = () => new ExportSlots(db.portalPool);
const exporting = (store: EventStore = log.store) => new Exports(store, slots());
const taken = async () => (await db.pool.query('select from export_slot')).rowCount;

function numbers(parts: number, read: { parts: number } = { parts: 0 }): FileOf<Row> {
  return {
    columns: [
      { key: 'n', head: 'Number', value: ({ n }) => n },
      { key: 'text', head: 'Text', value: ({ n }) => `Person number ${n}` },
    ],
    async *rows() {
      for (let part = 0; part < parts; part++) {
        read.parts += 1;
        yield Array.from({ length: PART }, (_, n) => ({ n: part * PART + n }));
      }
    },
  };
}

test.each(['csv', 'ndjson', 'xlsx'] as const)(
  '%s: a million lines take no memory, and a slow client slows the reading',
  async (format) => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const read = { parts: 0 };
    answer = (response) => exporting().send(response, metadataOf(), { ...wanted, format }, numbers(1_000, read));
    const response = await ask();
    await until(async () => read.parts > 5, 'it was begun');
    // The client takes nothing: what is read is bounded by the buffers between.
    const held = await steady(() => read.parts);
    // A spreadsheet is read once before, to see whether it fits.
    expect(held - (format === 'xlsx' ? 1_000 : 0)).toBeLessThan(600);
    collect();
    const before = process.memoryUsage().heapUsed;
    let lines = 0;
    const count = (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 10) lines += 1;
    };
    const zipped: Buffer[] = [];
    let most = 0;
    let next = read.parts + 100;
    for await (const chunk of response) {
      if (format === 'xlsx') zipped.push(chunk as Buffer);
      else count(chunk as Buffer);
      if (read.parts >= next) {
        next += 200;
        collect();
        most = Math.max(most, process.memoryUsage().heapUsed);
      }
    }
    expect(await outcome).toBe('sent');
    expect(most - before).toBeLessThan(16 * 2 ** 20);
    if (format === 'xlsx') lines = await rowsIn(Buffer.concat(zipped));
    expect(lines).toBe(1_000_000 + (format === 'ndjson' ? 0 : 1));
  },
  120_000,
);

/** The rows of the sheet, which is the last part of the file. */
async function rowsIn(file: Buffer): Promise<number> {
  const name = 'xl/worksheets/sheet1.xml';
  const inflated = Readable.from([file.subarray(file.indexOf(name) + name.length)]).pipe(createInflateRaw());
  let rows = 0;
  let rest = '';
  for await (const chunk of inflated) {
    const pieces = (rest + String(chunk)).split('</row>');
    rows += pieces.length - 1;
    rest = pieces.at(-1) ?? '';
  }
  return rows;
}

test('a list that does not fit into a spreadsheet is refused in words, before anything is sent or recorded', async () => {
  const metadata = metadataOf();
  let headersSent: boolean | undefined;
  answer = async (response) => {
    try {
      await exporting().send(response, metadata, { ...wanted, format: 'xlsx' }, numbers(1_049));
    } catch (error) {
      headersSent = response.headersSent;
      throw error;
    }
  };
  await ask().catch(() => undefined);
  expect(await outcome).toMatchObject({ message: expect.stringContaining('more than 1,048,575 rows') as string });
  expect(headersSent).toBe(false);
  const recorded = await log.store.readStream(`exports-${metadata.resellerId}`, { backwards: true, limit: 1 });
  expect(recorded).toEqual([]);
  expect(await taken()).toBe(0);
});

/** The value of a counter that has stopped. */
async function steady(value: () => number): Promise<number> {
  let last = -1;
  await until(async () => {
    const same = value() === last;
    last = value();
    return same;
  }, 'the reading stops');
  return last;
}

test('when the client goes away, reading stops, and the slot is free', async () => {
  const read = { parts: 0 };
  answer = (response) => exporting().send(response, metadataOf(), wanted, numbers(1_000_000, read));
  const response = await ask();
  response.destroy();
  expect(await outcome).toBe('sent');
  expect(await taken()).toBe(0);
  const then = read.parts;
  await new Promise(setImmediate);
  expect(read.parts).toBe(then);
});

test('an error in the middle breaks the connection, and frees the slot', async () => {
  const file = numbers(1);
  const broken: FileOf<Row> = {
    ...file,
    async *rows() {
      yield* file.rows();
      throw new Error('The database is away.');
    },
  };
  answer = (response) => exporting().send(response, metadataOf(), wanted, broken);
  const response = await ask();
  await expect(buffer(response)).rejects.toThrow('aborted');
  expect(response.complete).toBe(false);
  expect(await outcome).toEqual(new Error('The database is away.'));
  expect(await taken()).toBe(0);
});

test('the export is in the history before anything is sent, and nothing is sent without it', async () => {
  const metadata = metadataOf();
  const recorded = async () =>
    (await log.store.readAll(START, 1_000)).filter(
      ({ metadata: { resellerId } }) => resellerId === metadata.resellerId,
    );
  let atFirstByte: unknown[] = [];
  answer = async (response) => {
    const write = response.write.bind(response);
    response.write = ((...given: Parameters<typeof write>) => {
      void recorded().then((events) => (atFirstByte = events));
      return write(...given);
    }) as typeof write;
    await exporting().send(
      response,
      metadata,
      { ...wanted, filter: { from: '2026-03-01' }, person: { searchedFor: 'Ann' } },
      numbers(1),
    );
  };
  (await ask()).resume();
  expect(await outcome).toBe('sent');
  await until(async () => atFirstByte.length > 0, 'the log was read');
  const data = {
    kind: 'people',
    format: 'csv',
    zone: 'Europe/Berlin',
    filter: { from: '2026-03-01' },
    person: { searchedFor: 'Ann' },
  };
  expect(await recorded()).toMatchObject([
    { type: 'ExportMade', stream: `exports-${metadata.resellerId}`, data, metadata },
  ]);

  const away = Object.assign(Object.create(log.store) as EventStore, {
    append: () => Promise.reject(new LogUnreachable()),
  });
  let headersSent: boolean | undefined;
  answer = async (response) => {
    try {
      await exporting(away).send(response, metadata, wanted, numbers(1));
    } catch (error) {
      headersSent = response.headersSent;
      throw error;
    }
  };
  await ask().catch(() => undefined);
  expect(await outcome).toBeInstanceOf(LogUnreachable);
  expect(headersSent).toBe(false);
  expect(await taken()).toBe(0);
});

describe('the slots of a reseller', () => {
  afterEach(() => db.pool.query('delete from export_slot'));

  test('are two, over all processes, also when many ask at once', async () => {
    const resellerId = randomUUID();
    const asked = await Promise.all(Array.from({ length: 20 }, () => slots().take(resellerId, randomUUID())));
    const got = asked.filter((slot) => slot !== undefined);
    expect(got).toHaveLength(2);
    expect(await slots().take(randomUUID(), randomUUID())).toBeDefined();
    await got[0]?.release();
    expect(await slots().take(resellerId, randomUUID())).toBeDefined();
    expect(await slots().take(resellerId, randomUUID())).toBeUndefined();
  });

  test('are free again when their process has died', async () => {
    const resellerId = randomUUID();
    await slots().take(resellerId, randomUUID());
    await slots().take(resellerId, randomUUID());
    await db.pool.query("update export_slot set free_at = now() - interval '1 second' where slot = 2");
    expect(await slots().take(resellerId, randomUUID())).toBeDefined();
    expect(await slots().take(resellerId, randomUUID())).toBeUndefined();
  });
});
