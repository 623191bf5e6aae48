import { LogRestored, LogUnreachable } from '../faults.js';
import { Following } from '../following.js';
import { batchOf } from '../rows.js';
import { Signals } from '../signals.js';
import {
  EventStore,
  START,
  WrongExpectedRevision,
  type Appended,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '../types.js';
import { isNoBoundary, isWrongRevision } from './errors.js';
import { listenTo } from './live.js';
import { commitOf, isAt } from './position.js';
import { allRequest, streamRequest } from './read-request.js';
import { repeated, type Limits } from './repeated.js';
import { RESTORED, Standing } from './standing.js';
import { Wire } from './wire.js';

const APPEND: Limits = { withinMs: 8_000, attemptMs: 3_000 };
const READ: Limits = { withinMs: 3_000, attemptMs: 1_500 };
/** Events that one call reads. A page of this size arrives well within the time limit, also beside other work. */
const PAGE = 1_000;

export interface EventStoreDbOptions {
  /** `esdb://…`, with credentials */
  readonly url: string;
  /** names the portal's streams, of which a server may hold those of several */
  readonly logId: string;
  /** the newest event that the read models know */
  readonly newest?: Position;
  readonly signals?: Signals;
}

/** The log in EventStoreDB: the streams `portal-<logId>.…` of a server or cluster that may hold other streams too. */
export class EventStoreDb extends EventStore {
  private readonly prefix: string;
  private readonly wire: Wire;
  private readonly signals: Signals;
  private readonly standing: Standing;
  private readonly following: Following;
  private readonly closing = new AbortController();
  private listening: Promise<void> | undefined;

  constructor({ url, logId, newest = START, signals = new Signals() }: EventStoreDbOptions) {
    super();
    this.prefix = `portal-${logId}.`;
    this.wire = new Wire(url, this.prefix);
    this.signals = signals;
    this.standing = new Standing(newest, (position) => this.eventAt(position));
    this.following = new Following((after, limit) => this.readAll(after, limit), signals);
  }

  async append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<Appended> {
    batchOf(stream, events);
    const appended = await this.repeated(APPEND, async (attemptMs) => {
      await this.standing.assert();
      await this.wire.append(this.prefix + stream, expectedRevision, events, attemptMs).catch((error: unknown) => {
        throw isWrongRevision(error) ? new WrongExpectedRevision(stream, expectedRevision) : error;
      });
      return this.placeOf(stream, expectedRevision + events.length, events.at(-1)?.id);
    });
    this.standing.saw(appended.position);
    this.signals.appended(appended.position);
    return appended;
  }

  /** The place of an event that was just appended, as the log has it: the answer to a repeated append does not have to name it. */
  private async placeOf(stream: string, revision: number, id: string | undefined): Promise<Appended> {
    const request = streamRequest(this.prefix + stream, revision, { limit: 1 });
    const [event] = await this.wire.read(request, READ.attemptMs);
    if (!event || event.id !== id) throw new LogUnreachable('EventStoreDB does not show what it recorded yet.');
    return { revision, position: event.position };
  }

  async readStream(
    stream: string,
    { from, backwards, limit = Infinity }: { from?: number; backwards?: boolean; limit?: number } = {},
  ): Promise<RecordedEvent[]> {
    const all: RecordedEvent[] = [];
    for (let next = from, more = true; more;) {
      const size = Math.min(PAGE, limit - all.length);
      const page = await this.readPage(streamRequest(this.prefix + stream, next, { backwards, limit: size }));
      all.push(...page);
      next = (page.at(-1)?.revision ?? 0) + (backwards ? -1 : 1);
      more = page.length === size && all.length < limit && next >= 0;
    }
    return all;
  }

  async readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    const all: RecordedEvent[] = [];
    for (let more = true; more;) {
      const size = Math.min(PAGE, limit - all.length);
      const page = await this.readAfter(all.at(-1)?.position ?? after, size);
      all.push(...page);
      more = page.length === size && all.length < limit;
    }
    const last = all.at(-1);
    if (last) this.standing.saw(last.position);
    return all;
  }

  /** Reading is inclusive. The event at `after` shows that the log is still the same, and is dropped. */
  private async readAfter(after: Position, limit: number): Promise<RecordedEvent[]> {
    if (after === START) return this.readPage(allRequest(this.prefix, undefined, { limit }));
    const request = allRequest(this.prefix, commitOf(after), { limit: limit + 1 });
    const [first, ...rest] = await this.readPage(request).catch((error: unknown) => {
      throw isNoBoundary(error) ? new LogRestored(RESTORED) : error;
    });
    if (isAt(first, after)) return rest;
    this.standing.doubt();
    throw new LogRestored(RESTORED);
  }

  private async eventAt(position: Position): Promise<RecordedEvent | undefined> {
    const request = allRequest(this.prefix, commitOf(position), { limit: 1 });
    const [event] = await this.wire.read(request, READ.attemptMs).catch((error: unknown) => {
      if (isNoBoundary(error)) return [];
      throw error;
    });
    return event;
  }

  subscribe(after: Position, signal: AbortSignal, batchSize?: number): AsyncIterable<RecordedEvent[]> {
    this.listening ??= listenTo(this.wire, this.prefix, this.standing, this.signals, this.closing.signal);
    return this.following.subscribe(after, AbortSignal.any([signal, this.closing.signal]), batchSize);
  }

  async head(): Promise<Position> {
    const [newest] = await this.readPage(allRequest(this.prefix, undefined, { backwards: true, limit: 1 }));
    return newest?.position ?? START;
  }

  /** Other streams of the server lie between ours, so only reading would tell. */
  async count(): Promise<undefined> {
    return undefined;
  }

  private readPage(request: Parameters<Wire['read']>[0]): Promise<RecordedEvent[]> {
    return this.repeated(READ, (attemptMs) => this.wire.read(request, attemptMs));
  }

  private repeated<T>(limits: Limits, call: (attemptMs: number) => Promise<T>): Promise<T> {
    return repeated(call, limits, () => this.standing.doubt(), this.closing.signal);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.listening;
    await this.wire.close();
  }
}
