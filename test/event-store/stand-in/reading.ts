import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { MemoryLog, Stored } from './memory-log.js';

export class NoBoundary extends Error {}

type Options = NonNullable<ReturnType<ReadReq['getOptions']>>;

const nameOf = (stream: Options) =>
  Buffer.from(stream.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');

export function streamOf(options: Options): string | undefined {
  return options.hasStream() ? nameOf(options) : undefined;
}

export function matches(options: Options): (event: Stored) => boolean {
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [''];
  return ({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix));
}

/** The commit position that a read or a subscription begins at. @throws NoBoundary */
export function beginning(options: Options, log: MemoryLog): bigint | undefined {
  const position = options.getAll()?.getPosition();
  if (!position) return undefined;
  const commit = BigInt(position.getCommitPosition());
  if (!log.isBoundary(commit)) throw new NoBoundary();
  return commit;
}

/** The events that a read asks for. "`readAll` … is **inclusive**" */
export function found(options: Options, log: MemoryLog): Stored[] {
  const isBackwards = options.getReadDirection() === 1;
  const events = options.hasStream() ? log.of(nameOf(options)) : log.events;
  const from = firstOf(options, log, events.length, isBackwards);
  return walk(events, from, isBackwards).filter(matches(options)).take(Number(options.getCount())).toArray();
}

/** The place in `events` to begin at. */
function firstOf(options: Options, log: MemoryLog, length: number, isBackwards: boolean): number {
  const whole = isBackwards ? length - 1 : 0;
  const stream = options.getStream();
  if (stream) return stream.hasRevision() ? Number(stream.getRevision()) : whole;
  const commit = beginning(options, log);
  return commit === undefined ? whole : log.indexOf(commit);
}

function* walk(events: readonly Stored[], from: number, isBackwards: boolean): Generator<Stored> {
  for (let n = Math.min(from, events.length - 1 + Number(!isBackwards)); ; n += isBackwards ? -1 : 1) {
    const event = events[n];
    if (!event) return;
    yield event;
  }
}
