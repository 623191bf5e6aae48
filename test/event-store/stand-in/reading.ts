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
  const limit = Number(options.getCount());
  return ordered(source(options, log, isBackwards), isBackwards)
    .take(limit)
    .toArray();
}

function source(options: Options, log: MemoryLog, isBackwards: boolean): readonly Stored[] {
  if (options.hasStream()) {
    const all = log.of(nameOf(options));
    const where = options.getStream();
    if (!where?.hasRevision()) return all;
    const revision = Number(where.getRevision());
    return isBackwards ? all.slice(0, revision + 1) : all.slice(revision);
  }
  const commit = beginning(options, log);
  const all = log.events;
  const from =
    commit === undefined ? all : isBackwards ? all.slice(0, log.indexOf(commit) + 1) : all.slice(log.indexOf(commit));
  return from.filter(matches(options));
}

function ordered(events: readonly Stored[], isBackwards: boolean): IteratorObject<Stored> {
  return (isBackwards ? events.toReversed() : events).values();
}
