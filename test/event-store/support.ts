import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM, WrongExpectedRevision } from '../../src/event-store/index.js';
import type {
  Appended,
  EventMetadata,
  EventStore,
  NewEvent,
  Position,
  RecordedEvent,
} from '../../src/event-store/index.js';
import { PATIENCE_MS } from '../support/patience.js';

export const metadata: EventMetadata = {
  resellerId: '0d6f3c1e-7d1c-4c57-9d63-2f7a6f0b1c11',
  actor: { id: 'a4f0a2de-55b0-4a0c-8e0e-0f6c2f9d5b22', role: 'admin' },
  correlationId: 'test',
};

export function event(data: unknown = {}, type = 'Happened'): NewEvent {
  return { id: randomUUID(), type, data, metadata };
}

export function events(amount: number): NewEvent[] {
  return Array.from({ length: amount }, (_, n) => event({ n }));
}

export function newStream(): string {
  return `test-${randomUUID()}`;
}

export function ids(list: readonly NewEvent[]): string[] {
  return list.map(({ id }) => id);
}

/** Appends at the end of a stream. Other writers may do the same at the same time. */
export async function appendLast(store: EventStore, stream: string, batch: readonly NewEvent[]): Promise<Appended> {
  for (;;) {
    const [last] = await store.readStream(stream, { backwards: true, limit: 1 });
    try {
      return await store.append(stream, last?.revision ?? NO_STREAM, batch);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}

/** Asks again until the answer is true; fails when that takes longer than `ms`. */
export async function eventually(check: () => boolean | Promise<boolean>, ms = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`Not within ${ms} ms: ${check}`);
    await sleep(5);
  }
}

/** A subscription that collects what it gets, and can be waited for. */
export function follow(store: EventStore, after: Position, batchSize?: number) {
  const stop = new AbortController();
  const got: RecordedEvent[] = [];
  const ended = (async () => {
    for await (const batch of store.subscribe(after, stop.signal, batchSize)) got.push(...batch);
  })();
  return {
    got,
    has: (amount: number) => eventually(() => got.length >= amount),
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
}
