import { LogMoved, LogUnreachable, OutcomeUnknown } from '../faults.js';
import { batchOf } from '../rows.js';
import { WrongExpectedRevision, type Appended, type NewEvent, type RecordedEvent } from '../types.js';
import { isWrongRevision } from './errors.js';
import type { LogEnd } from './log-end.js';
import { streamRequest } from './read-request.js';
import { READ } from './reader.js';
import type { Limits } from './repeated.js';
import type { Standing } from './standing.js';
import type { Wire } from './wire.js';

const APPEND: Limits = { withinMs: 8_000, attemptMs: 3_000 };

/** Appends to the portal's streams. */
export class Appends {
  /**
   * @param prefix of the names of the portal's streams
   * @param repeated repeats an attempt, which receives the time that it may take, as long as that makes sense
   */
  constructor(
    private readonly wire: Wire,
    private readonly prefix: string,
    private readonly standing: Standing,
    private readonly end: LogEnd,
    private readonly repeated: <T>(limits: Limits, attempt: (attemptMs: number) => Promise<T>) => Promise<T>,
  ) {}

  /** As `EventStore.append`. */
  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    batchOf(stream, events);
    let isSent = false;
    const attempt = async (attemptMs: number) => {
      await this.standing.assert();
      if (this.end.position !== undefined) throw new LogMoved();
      isSent = true;
      await this.send(stream, expected, events, attemptMs);
      const place = this.placeOf(stream, expected + events.length, events.at(-1)?.id);
      if (!(await this.end.isBehind(place))) return place;
      // It was recorded behind the end, so it is not part of the log, and never will be.
      isSent = false;
      throw new LogMoved();
    };
    return this.repeated(APPEND, attempt).catch((error: unknown) => {
      throw isSent && error instanceof LogUnreachable ? new OutcomeUnknown(error.message) : error;
    });
  }

  /** Appends events that another log recorded, with their times there. Repeating it changes nothing. */
  copy(stream: string, expected: number, events: readonly RecordedEvent[]): Promise<void> {
    batchOf(stream, events);
    const times = events.map(({ recordedAt }) => recordedAt);
    return this.repeated(APPEND, (attemptMs) => this.send(stream, expected, events, attemptMs, times));
  }

  private async send(
    stream: string,
    expected: number,
    events: readonly NewEvent[],
    withinMs: number,
    recordedAt?: readonly Date[],
  ): Promise<void> {
    await this.wire.append(this.prefix + stream, expected, events, withinMs, recordedAt).catch((error: unknown) => {
      throw isWrongRevision(error) ? new WrongExpectedRevision(stream, expected) : error;
    });
  }

  /** The place of an event that was just appended, as the log has it: the answer to a repeated append does not have to name it. */
  private async placeOf(stream: string, revision: number, id: string | undefined): Promise<Appended> {
    const request = streamRequest(this.prefix + stream, revision, { limit: 1 });
    const [event] = await this.wire.read(request, READ.attemptMs);
    if (!event || event.id !== id) throw new LogUnreachable('EventStoreDB does not show what it recorded yet.');
    return { revision, position: event.position };
  }
}
