import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { untilSwitchedOff, type FaultRule } from './faults.js';
import type { Answer } from './wire.js';

const MEGABYTE = 1024 * 1024;

/** Sends the answer, spoiled by the fault if there is one. Resolves when it is sent, or when nothing more will be sent. */
export async function send(res: ServerResponse, answer: Answer, rule: FaultRule | null): Promise<void> {
  switch (rule?.fault) {
    case 'timeout':
      return;
    case 'reset':
      return reset(res);
    case 'reset-halfway':
      await half(res, answer);
      // A reset discards data that the client has not read yet, so wait a moment.
      await wait(res, rule.ms ?? 50);
      return reset(res);
    case 'stall':
      return half(res, answer);
    case 'slow':
      if (await Promise.race([wait(res, rule.ms ?? 3_000), untilSwitchedOff(rule).then(() => !res.closed)]))
        plain(res, answer);
      return;
    case 'trickle':
      return trickle(res, answer, rule.ms ?? 200);
    case 'huge':
      return stream(res, {}, hugeBody(rule.bytes ?? 200 * MEGABYTE));
    case 'compressed':
    case 'http-429-compressed':
      return compressed(res, answer);
    case 'gzip-bomb':
      return stream(res, { 'content-encoding': 'gzip' }, bombBody(rule.bytes ?? 200 * MEGABYTE));
    default:
      plain(res, answer);
  }
}

/** Closes the connection with a reset instead of an orderly end. */
export function reset(res: ServerResponse): void {
  res.socket?.resetAndDestroy();
}

function plain(res: ServerResponse, answer: Answer): void {
  res.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  res.end(answer.body);
}

function compressed(res: ServerResponse, { status, headers, body }: Answer): void {
  res.writeHead(status, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
}

function half(res: ServerResponse, answer: Answer): Promise<void> {
  const body = Buffer.from(answer.body);
  res.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  return new Promise((resolve) => {
    res.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve());
  });
}

async function trickle(res: ServerResponse, answer: Answer, ms: number): Promise<void> {
  const body = Buffer.from(answer.body);
  res.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  for (let at = 0; at < body.length; at += 16) {
    res.write(body.subarray(at, at + 16));
    if (!(await wait(res, ms))) return;
  }
  res.end();
}

async function stream(res: ServerResponse, headers: Record<string, string>, body: Iterable<Buffer>): Promise<void> {
  res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...headers });
  // The client is expected to hang up here.
  await pipeline(Readable.from(body, { objectMode: true, highWaterMark: 1 }), res).catch(() => undefined);
}

const PREFIX = '{"record_count":1,"users":[{"id":1,"name":"';
const SUFFIX = '"}]}';

function* hugeBody(bytes: number): Generator<Buffer> {
  const block = Buffer.alloc(MEGABYTE, 'a');
  yield Buffer.from(PREFIX);
  for (let left = bytes; left > 0; left -= block.length) yield block.subarray(0, Math.min(left, block.length));
  yield Buffer.from(SUFFIX);
}

/** A gzip file may have several members (RFC 1952, section 2.2), so one compressed megabyte is sent repeatedly. */
function* bombBody(bytes: number): Generator<Buffer> {
  const block = gzipSync(Buffer.alloc(MEGABYTE, 'a'), { level: 9 });
  yield gzipSync(PREFIX);
  for (let left = bytes; left > 0; left -= MEGABYTE) yield block;
  yield gzipSync(SUFFIX);
}

/** Waits; false if the connection is closed by then. */
function wait(res: ServerResponse, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const gone = () => finish(false);
    const timer = setTimeout(() => finish(true), ms);
    const finish = (there: boolean) => {
      clearTimeout(timer);
      res.off('close', gone);
      resolve(there);
    };
    res.once('close', gone);
  });
}
