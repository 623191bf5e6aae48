import {
  EventStore,
  type Appended,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '../../src/event-store/index.js';

/** A store of the real kind, with something happening before or after its appends: another writer, a crash, a long pause. */
export class InterruptedStore extends EventStore {
  beforeAppend: () => Promise<void> = async () => undefined;
  afterAppend: () => Promise<void> = async () => undefined;
  afterRead: () => Promise<void> = async () => undefined;

  constructor(private readonly store: EventStore) {
    super();
  }

  async append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<Appended> {
    await this.beforeAppend();
    const appended = await this.store.append(stream, expectedRevision, events);
    await this.afterAppend();
    return appended;
  }

  async readStream(stream: string, options?: Parameters<EventStore['readStream']>[1]): Promise<RecordedEvent[]> {
    const events = await this.store.readStream(stream, options);
    await this.afterRead();
    return events;
  }

  readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return this.store.readAll(after, limit);
  }

  subscribe(after: Position, signal: AbortSignal, batchSize?: number): AsyncIterable<RecordedEvent[]> {
    return this.store.subscribe(after, signal, batchSize);
  }

  head(): Promise<Position> {
    return this.store.head();
  }

  owns(position: Position): boolean {
    return this.store.owns(position);
  }

  count(): Promise<number | undefined> {
    return this.store.count();
  }

  trouble(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}

/** What to do the next so many times, and nothing afterwards. */
export function times(amount: number, action: () => Promise<unknown>): () => Promise<void> {
  let left = amount;
  return async () => {
    if (left-- > 0) await action();
  };
}
