import { LogMoved, LogRestored, LogUnreachable, OTHER_LOG } from '../faults.js';
import { Following } from '../following.js';
import { inTime } from '../in-time.js';
import { Signals } from '../signals.js';
import {
  EventStore,
  START,
  type Appended,
  type LogTrouble,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '../types.js';
import { Appends } from './appends.js';
import { toLogError } from './errors.js';
import { listenTo } from './live.js';
import { LogEnd } from './log-end.js';
import { beginLog, closeLog, closingEvent, holdsLog } from './mark.js';
import { isOurs } from './position.js';
import type { EventStoreDbOptions } from './options.js';
import { READ, Reader } from './reader.js';
import { repeated, type Limits } from './repeated.js';
import { Standing } from './standing.js';
import { Wire } from './wire.js';

const CLOSING_MS = 500;
/** No page waits for a start. A cluster may be electing its leader, and portals that start together are slow. */
const OPENING: Limits = { withinMs: 10_000, attemptMs: 3_000 };

/** The log in EventStoreDB: the streams `portal-<logId>.…` of a server or cluster that may hold other streams too. */
export class EventStoreDb extends EventStore {
  private readonly logId: string;
  private readonly prefix: string;
  private readonly wire: Wire;
  private readonly reader: Reader;
  private readonly signals: Signals;
  private readonly standing: Standing;
  private readonly end: LogEnd;
  /** also copies events of another log */
  readonly appends: Appends;
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
    this.end = new LogEnd(() => closingEvent(this.wire, logId));
    this.appends = new Appends(this.wire, this.prefix, this.standing, this.end, (limits, attempt) =>
      this.repeated(limits, attempt),
    );
    this.following = new Following((after, limit) => this.readAll(after, limit), signals);
  }

  async append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<Appended> {
    const appended = await this.appends.append(stream, expectedRevision, events);
    this.standing.saw(appended.position);
    this.signals.appended(appended.position);
    return appended;
  }

  async readStream(stream: string, options?: Parameters<EventStore['readStream']>[1]): Promise<RecordedEvent[]> {
    const events = await this.reader.stream(stream, options);
    const newest = options?.backwards ? events[0] : events.at(-1);
    if (newest && (await this.repeated(READ, () => this.end.isBehind(newest)))) throw new LogMoved();
    return events;
  }

  async readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    if (!this.owns(after)) throw new LogMoved(OTHER_LOG);
    const found = await this.reader.all(after, limit).catch((error: unknown) => {
      if (error instanceof LogRestored) this.standing.doubt();
      throw error;
    });
    const events = this.end.before(found);
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
    if (!this.owns(after)) throw new LogMoved(OTHER_LOG);
    this.listen();
    return this.following.subscribe(after, AbortSignal.any([signal, this.closing.signal]), batchSize);
  }

  owns(position: Position): boolean {
    return isOurs(position);
  }

  async head(): Promise<Position> {
    return (await this.newest())?.position ?? START;
  }

  /** The newest event of the log. */
  async newest(): Promise<RecordedEvent | undefined> {
    const newest = await this.reader.newest();
    if (!newest || !(await this.repeated(READ, () => this.end.isBehind(newest)))) return newest;
    return this.reader.newestBefore(this.end.position as Position);
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
      return (await this.end.isReached()) ? 'moved' : undefined;
    } catch (error) {
      if (error instanceof LogRestored) return 'restored';
      if (!(toLogError(error) instanceof LogUnreachable)) throw error;
      this.standing.doubt();
      return 'unreachable';
    }
  }

  /** Begins the log on a server that does not hold it yet. */
  beginLog(): Promise<void> {
    return this.repeated(OPENING, (attemptMs) => beginLog(this.wire, this.logId, attemptMs));
  }

  holdsLog(): Promise<boolean> {
    return this.repeated(OPENING, (attemptMs) => holdsLog(this.wire, this.logId, attemptMs));
  }

  /** Ends the log, before it is moved away. */
  closeLog(): Promise<void> {
    return this.repeated(READ, () => closeLog(this.wire, this.logId));
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
