import { LogRestored } from '../faults.js';
import { START, type Position, type RecordedEvent } from '../types.js';
import { isNoBoundary } from './errors.js';
import { commitOf, isAt } from './position.js';
import { allRequest, streamRequest } from './read-request.js';
import type { Limits } from './repeated.js';
import { RESTORED } from './standing.js';
import type { Wire } from './wire.js';

/** For one request of a read. */
export const READ: Limits = { withinMs: 2_500, attemptMs: 1_500 };
/** Events that one request reads. A page of this size arrives well within the time limit, also beside other work. */
const PAGE = 1_000;

type Request = Parameters<Wire['read']>[0];

/** Reads the portal's streams, in pages. */
export class Reader {
  /**
   * @param prefix of the names of the portal's streams
   * @param ask answers one request, repeated as long as that makes sense
   */
  constructor(
    private readonly wire: Wire,
    private readonly prefix: string,
    private readonly ask: (request: Request) => Promise<RecordedEvent[]>,
  ) {}

  async stream(
    stream: string,
    { from, backwards, limit = Infinity }: { from?: number; backwards?: boolean; limit?: number } = {},
  ): Promise<RecordedEvent[]> {
    const all: RecordedEvent[] = [];
    for (let next = from, more = true; more;) {
      const size = Math.min(PAGE, limit - all.length);
      const page = await this.ask(streamRequest(this.prefix + stream, next, { backwards, limit: size }));
      all.push(...page);
      next = (page.at(-1)?.revision ?? 0) + (backwards ? -1 : 1);
      more = page.length === size && all.length < limit && next >= 0;
    }
    return all;
  }

  /** @throws LogRestored if the event at `after` is not there */
  async all(after: Position, limit: number): Promise<RecordedEvent[]> {
    const all: RecordedEvent[] = [];
    for (let more = true; more;) {
      const size = Math.min(PAGE, limit - all.length);
      const page = await this.after(all.at(-1)?.position ?? after, size);
      all.push(...page);
      more = page.length === size && all.length < limit;
    }
    return all;
  }

  /** Reading is inclusive. The event at `after` shows that the log is still the same, and is dropped. */
  private async after(after: Position, limit: number): Promise<RecordedEvent[]> {
    if (after === START) return this.ask(allRequest(this.prefix, undefined, { limit }));
    const request = allRequest(this.prefix, commitOf(after), { limit: limit + 1 });
    const [first, ...rest] = await this.ask(request).catch((error: unknown) => {
      throw isNoBoundary(error) ? new LogRestored(RESTORED) : error;
    });
    if (!isAt(first, after)) throw new LogRestored(RESTORED);
    return rest;
  }

  async newest(): Promise<RecordedEvent | undefined> {
    return (await this.ask(this.forNewest))[0];
  }

  /** The newest event before a position at which there is an event. */
  async newestBefore(position: Position): Promise<RecordedEvent | undefined> {
    const found = await this.ask(allRequest(this.prefix, commitOf(position), { backwards: true, limit: 2 }));
    return found.find((event) => event.position < position);
  }

  private get forNewest(): Request {
    return allRequest(this.prefix, undefined, { backwards: true, limit: 1 });
  }

  /** Asks once whether the log answers. @throws the client's errors */
  async knock(): Promise<void> {
    await this.wire.read(this.forNewest, READ.attemptMs);
  }

  /** The event at a position, if there is one; asked once. @throws the client's errors */
  async at(position: Position): Promise<RecordedEvent | undefined> {
    const request = allRequest(this.prefix, commitOf(position), { limit: 1 });
    const [event] = await this.wire.read(request, READ.attemptMs).catch((error: unknown) => {
      if (isNoBoundary(error)) return [];
      throw error;
    });
    return event;
  }
}
