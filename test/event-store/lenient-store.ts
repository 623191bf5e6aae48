import { setTimeout as sleep } from 'node:timers/promises';
import { EventStore, NO_STREAM, START, WrongExpectedRevision } from '../../src/event-store/index.js';
import type { Appended, NewEvent, Position, RecordedEvent } from '../../src/event-store/index.js';

/**
 * A log in memory that knows no more than the port promises: it would record an id twice in one stream if it were asked to at the right
 * revision (as EventStoreDB does). What is right on it does not lean on PostgreSQL's unique ids. Each call takes a random moment, before
 * and behind its effect.
 */
export class LenientStore extends EventStore {
  private readonly all: RecordedEvent[] = [];

  async append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<Appended> {
    await moment();
    const before = this.of(stream);
    const places = before.slice(expectedRevision + 1, expectedRevision + 1 + events.length);
    if (before.length - 1 !== expectedRevision) {
      const isRetry = places.length === events.length && places.every(({ id }, n) => id === events[n]?.id);
      if (!isRetry) throw new WrongExpectedRevision(stream, expectedRevision);
    } else {
      for (const event of events) this.all.push(this.recorded(stream, event));
    }
    const last = this.of(stream)[expectedRevision + events.length] as RecordedEvent;
    await moment();
    return { revision: last.revision, position: last.position };
  }

  async readStream(
    stream: string,
    options: { readonly from?: number; readonly backwards?: boolean; readonly limit?: number } = {},
  ): Promise<RecordedEvent[]> {
    await moment();
    const { from, backwards = false, limit = Infinity } = options;
    const wanted = this.of(stream).filter(
      ({ revision }) => from === undefined || (backwards ? revision <= from : revision >= from),
    );
    const found = (backwards ? wanted.toReversed() : wanted).slice(0, limit);
    await moment();
    return found;
  }

  async readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return this.all.filter(({ position }) => position > after).slice(0, limit);
  }

  async *subscribe(after: Position): AsyncGenerator<RecordedEvent[]> {
    yield this.readAll(after, Infinity);
  }

  async head(): Promise<Position> {
    return this.all.at(-1)?.position ?? START;
  }

  owns(): boolean {
    return true;
  }

  async count(): Promise<undefined> {}

  async trouble(): Promise<undefined> {}

  async close(): Promise<void> {}

  private of(stream: string): RecordedEvent[] {
    return this.all.filter((event) => event.stream === stream);
  }

  private recorded(stream: string, event: NewEvent): RecordedEvent {
    const revision = (this.of(stream).at(-1)?.revision ?? NO_STREAM) + 1;
    return {
      ...event,
      stream,
      revision,
      position: String(this.all.length + 1).padStart(9, '0'),
      recordedAt: new Date(),
    };
  }
}

async function moment(): Promise<void> {
  if (Math.random() < 0.5) await sleep(Math.random() * 4);
}
