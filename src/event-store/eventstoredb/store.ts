import { LogRestored, LogUnreachable, OutcomeUnknown } from '../faults.js';
import { Following } from '../following.js';
import { inTime } from '../in-time.js';
import { batchOf } from '../rows.js';
import { Signals } from '../signals.js';
import {
  EventStore,
  START,
  WrongExpectedRevision,
  type Appended,
  type LogTrouble,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '../types.js';
import { isWrongRevision, toLogError } from './errors.js';
import { listenTo } from './live.js';
import { beginLog, holdsLog } from './mark.js';
import { streamRequest } from './read-request.js';
import { READ, Reader } from './reader.js';
import { repeated, type Limits } from './repeated.js';
import { Standing } from './standing.js';
import { Wire } from './wire.js';

const CLOSING_MS = 500;
const APPEND: Limits = { withinMs: 8_000, attemptMs: 3_000 };

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
  private readonly logId: string;
  private readonly prefix: string;
  private readonly wire: Wire;
  private readonly reader: Reader;
  private readonly signals: Signals;
  private readonly standing: Standing;
  private readonly following: Following;
  private readonly closing = new AbortController();
  private listening: Promise<void> | undefined;

  constructor({ url, logId, newest = START, signals = new Signals() }: EventStoreDbOptions) {
    super();
    this.logId = logId;
    this.prefix = `portal-${logId}.`;
    this.wire = new Wire(url, this.prefix);
    this.signals = signals;
    this.reader = new Reader(this.wire, this.prefix, (request) =>
      this.repeated(READ, (attemptMs) => this.wire.read(request, attemptMs)),
    );
    this.standing = new Standing(newest, (position) => this.reader.at(position));
    this.following = new Following((after, limit) => this.readAll(after, limit), signals);
  }

  async append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<Appended> {
    batchOf(stream, events);
    let isSent = false;
    const attempt = async (attemptMs: number) => {
      await this.standing.assert();
      isSent = true;
      await this.wire.append(this.prefix + stream, expectedRevision, events, attemptMs).catch((error: unknown) => {
        throw isWrongRevision(error) ? new WrongExpectedRevision(stream, expectedRevision) : error;
      });
      return this.placeOf(stream, expectedRevision + events.length, events.at(-1)?.id);
    };
    const appended = await this.repeated(APPEND, attempt).catch((error: unknown) => {
      throw isSent && error instanceof LogUnreachable ? new OutcomeUnknown(error.message) : error;
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

  readStream(stream: string, options?: Parameters<EventStore['readStream']>[1]): Promise<RecordedEvent[]> {
    return this.reader.stream(stream, options);
  }

  async readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    const events = await this.reader.all(after, limit).catch((error: unknown) => {
      if (error instanceof LogRestored) this.standing.doubt();
      throw error;
    });
    const last = events.at(-1);
    if (last) this.standing.saw(last.position);
    return events;
  }

  /**
   * Listens for appends of other processes. A process that follows nothing needs it too: losing this connection is how it learns, while it
   * is idle, that an older copy may have been restored.
   */
  listen(): void {
    this.listening ??= listenTo(this.wire, this.prefix, this.standing, this.signals, this.closing.signal);
  }

  subscribe(after: Position, signal: AbortSignal, batchSize?: number): AsyncIterable<RecordedEvent[]> {
    this.listen();
    return this.following.subscribe(after, AbortSignal.any([signal, this.closing.signal]), batchSize);
  }

  head(): Promise<Position> {
    return this.reader.head();
  }

  /** Other streams of the server lie between ours, so only reading would tell. */
  async count(): Promise<undefined> {
    return undefined;
  }

  async trouble(): Promise<LogTrouble | undefined> {
    try {
      await this.reader.knock();
      this.standing.doubt();
      await this.standing.assert();
      return undefined;
    } catch (error) {
      if (error instanceof LogRestored) return 'restored';
      if (!(toLogError(error) instanceof LogUnreachable)) throw error;
      this.standing.doubt();
      return 'unreachable';
    }
  }

  /** Begins the log on a server that does not hold it yet. */
  beginLog(): Promise<void> {
    return this.repeated(READ, () => beginLog(this.wire, this.logId));
  }

  holdsLog(): Promise<boolean> {
    return this.repeated(READ, () => holdsLog(this.wire, this.logId));
  }

  private repeated<T>(limits: Limits, call: (attemptMs: number) => Promise<T>): Promise<T> {
    return repeated(call, limits, () => this.standing.doubt(), this.closing.signal);
  }

  async close(): Promise<void> {
    this.closing.abort();
    // A client that looks for a server cannot be interrupted.
    await inTime(Promise.all([this.listening, this.wire.close()]), CLOSING_MS);
  }
}
