import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM, START, WrongExpectedRevision } from '../../src/event-store/index.js';
import type { EventStore, NewEvent } from '../../src/event-store/index.js';
import { event, events, eventually, follow, ids, metadata, newStream } from './support.js';

/** The longest interval at which a store polls for events without a notification. */
const POLL_MS = 1_000;

export interface ContractSetup {
  readonly store: EventStore;
  /** Cuts all connections between the store and its server, as a restart of the server would. */
  readonly dropConnections: () => Promise<void>;
  /** Appends and takes it back before anybody could see it, where the server knows such a thing. */
  readonly appendAndRollBack?: (stream: string, expectedRevision: number, events: readonly NewEvent[]) => Promise<void>;
}

/** What every adapter of the event-store port holds. The log may hold other events before the tests begin. */
export function eventStoreContract(name: string, setUp: () => Promise<ContractSetup>, tearDown: () => Promise<void>) {
  describe(`${name} keeps the contract of the event store`, () => {
    let setup: ContractSetup;
    let store: EventStore;
    beforeAll(async () => {
      setup = await setUp();
      store = setup.store;
    });
    afterAll(tearDown);

    describe('append', () => {
      test('stores events unchanged and returns the place of the last one', async () => {
        const stream = newStream();
        const before = new Date(Date.now() - 60_000);
        const batch = [event({ person: { name: 'Ann' } }, 'First'), event({ list: [1, null, 'x'] }, 'Second')];
        const appended = await store.append(stream, NO_STREAM, batch);
        const recorded = await store.readStream(stream);
        expect(recorded).toMatchObject(batch.map((sent, revision) => ({ ...sent, stream, revision })));
        expect(appended).toEqual({ revision: 1, position: recorded[1]?.position });
        expect(recorded[0]?.metadata).toEqual(metadata);
        expect(recorded[0]?.recordedAt.getTime()).toBeGreaterThan(before.getTime());
        expect(recorded[0]?.recordedAt.getTime()).toBeLessThan(Date.now() + 60_000);
      });

      test.each([
        ['a stream that should not exist and does', 2, NO_STREAM],
        ['a revision before the last', 2, 0],
        ['a revision after the last', 2, 2],
        ['a stream that should exist and does not', 0, 0],
      ])('refuses %s', async (_, length, expected) => {
        const stream = newStream();
        if (length > 0) await store.append(stream, NO_STREAM, events(length));
        const attempt = store.append(stream, expected, [event()]);
        await expect(attempt).rejects.toBeInstanceOf(WrongExpectedRevision);
        await expect(attempt).rejects.toMatchObject({ stream, expected });
        expect(await store.readStream(stream)).toHaveLength(length);
      });

      test('lets only one of several writers at the same revision append', async () => {
        const stream = newStream();
        const tries = await Promise.allSettled(events(8).map((one) => store.append(stream, NO_STREAM, [one])));
        expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await store.readStream(stream)).toHaveLength(1);
      });

      test('succeeds again for the same ids at the same places, also after later events', async () => {
        const stream = newStream();
        const batch = events(3);
        const first = await store.append(stream, NO_STREAM, batch);
        expect(await store.append(stream, NO_STREAM, batch)).toEqual(first);
        const later = await store.append(stream, 2, events(2));
        expect(await store.append(stream, NO_STREAM, batch)).toEqual(first);
        expect(later.revision).toBe(4);
        expect(await store.readStream(stream)).toHaveLength(5);
      });

      test('records the same append once when it is made twice at once, and both calls succeed', async () => {
        const stream = newStream();
        const batch = events(2);
        const both = await Promise.all([
          store.append(stream, NO_STREAM, batch),
          store.append(stream, NO_STREAM, batch),
        ]);
        expect(both[0]).toEqual(both[1]);
        expect(ids(await store.readStream(stream))).toEqual(ids(batch));
      });

      test.each<[string, (recorded: NewEvent[]) => NewEvent[]]>([
        ['more than was recorded', (recorded) => [...recorded, event()]],
        ['new events before recorded ones', (recorded) => [event(), ...recorded]],
        ['recorded events in another order', (recorded) => recorded.toReversed()],
        ['one of them replaced', (recorded) => [...recorded.slice(0, -1), event()]],
      ])('refuses a mix: %s', async (_, mix) => {
        const stream = newStream();
        const batch = events(3);
        await store.append(stream, NO_STREAM, batch);
        await expect(store.append(stream, NO_STREAM, mix(batch))).rejects.toBeInstanceOf(WrongExpectedRevision);
        expect(ids(await store.readStream(stream))).toEqual(ids(batch));
      });

      test.each([1, 2, 499, 5_000])('appends a batch of %i at once and in order', async (amount) => {
        const stream = newStream();
        const batch = events(amount);
        const appended = await store.append(stream, NO_STREAM, batch);
        expect(appended.revision).toBe(amount - 1);
        const recorded = await store.readStream(stream);
        expect(ids(recorded)).toEqual(ids(batch));
        expect(recorded.map(({ revision }) => revision)).toEqual(batch.map((_, n) => n));
      });

      test.each<[string, NewEvent[]]>([
        ['no events', []],
        ['more than 5,000', events(5_001)],
        ['an id that is no UUID', [{ ...event(), id: 'one' }]],
        ['one id twice', [event(), event()].map((one) => ({ ...one, id: '6f1d9c1e-7d1c-4c57-9d63-2f7a6f0b1c33' }))],
        ['a NUL', [event({ name: 'a\u0000b' })]],
        ['a NUL behind a backslash', [event({ name: '\\\u0000' })]],
        ['the first half of a surrogate pair', [event({ name: 'x\ud83d' })]],
        ['the second half in a key', [event({ '\ude00': 1 })]],
        ['no data', [event(undefined, 'Nothing'), { ...event(), data: undefined }]],
        ['a type without a name', [event({}, '')]],
      ])('refuses %s before anything is recorded', async (_, batch) => {
        const stream = newStream();
        await expect(store.append(stream, NO_STREAM, batch)).rejects.toThrow(/^(An|Two) (append|event)/);
        expect(await store.readStream(stream)).toEqual([]);
      });

      test('compares names of streams by character, regardless of language', async () => {
        const [lower, upper] = [newStream(), newStream().toUpperCase()];
        await store.append(lower, NO_STREAM, events(1));
        await store.append(upper, NO_STREAM, events(2));
        expect(await store.readStream(lower.toUpperCase())).toEqual([]);
        await expect(store.append('', NO_STREAM, events(1))).rejects.toThrow('A stream');
        await expect(store.append('a\u0000', NO_STREAM, events(1))).rejects.toThrow('A stream');
      });
    });

    test.each([
      ['composed and decomposed letters', 'Zo\u00eb and Zoe\u0308'],
      ['emoji of several parts', '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏽'],
      ['both directions', 'שלום \u202eabc\u202c عَرَبِيّ'],
      ['characters beyond the basic plane', '𠜎𝒜\u{10ffff}\u{1f4a9}'],
      ['private and unassigned ones', '\ue000\ufffe\uffff\u0378'],
      ['blanks of many kinds', '\u00a0\u2003\u200b\ufeff\u2028\u2029\t\n\r '],
      ['control characters', '\u0001\u0007\u001b\u001f\u007f\u0085'],
      ['quotes, braces and backslashes', `'";--{}[]\\"\\\\u0000 \\ud800 {"a":1},(NULL)`],
      ['combining marks, many', `Z${'\u0300\u0323'.repeat(200)}`],
      ['a long text', 'ß→'.repeat(50_000)],
    ])('returns text unchanged: %s', async (_, text) => {
      const stream = `${newStream()}-Zoë`;
      const sent = event({ text, [text.slice(0, 400)]: true, person: { name: text } });
      await store.append(stream, NO_STREAM, [sent]);
      expect((await store.readStream(stream))[0]).toMatchObject({ stream, data: sent.data });
    });

    test('returns numbers, nested values and empty values unchanged', async () => {
      const stream = newStream();
      const numbers = [0, -1, 0.1, 1e21, 5e-324, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, -1.5e-7];
      const batch = [null, '', [], {}, { numbers, deep: [[[{ a: [] }]]], no: false, nothing: null }].map((data) =>
        event(data),
      );
      await store.append(stream, NO_STREAM, batch);
      expect((await store.readStream(stream)).map(({ data }) => data)).toEqual(batch.map(({ data }) => data));
    });

    describe('reading', () => {
      test('reads one stream from a revision, backwards, and with a limit', async () => {
        const stream = newStream();
        await store.append(stream, NO_STREAM, events(10));
        const revisions = async (options?: Parameters<EventStore['readStream']>[1]) =>
          (await store.readStream(stream, options)).map(({ revision }) => revision);
        expect(await revisions()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        expect(await revisions({ from: 7 })).toEqual([7, 8, 9]);
        expect(await revisions({ from: 10 })).toEqual([]);
        expect(await revisions({ limit: 2 })).toEqual([0, 1]);
        expect(await revisions({ backwards: true, limit: 1 })).toEqual([9]);
        expect(await revisions({ backwards: true })).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
        expect(await revisions({ backwards: true, from: 2 })).toEqual([2, 1, 0]);
        expect(await store.readStream(newStream())).toEqual([]);
        expect(await store.readStream(newStream(), { backwards: true, limit: 1 })).toEqual([]);
      });

      test('reads all streams after a position, in order, in pages', async () => {
        const before = await store.head();
        const [one, other] = [newStream(), newStream()];
        await store.append(one, NO_STREAM, events(3));
        await store.append(other, NO_STREAM, events(2));
        const { position: head } = await store.append(one, 2, events(1));
        const all = await store.readAll(before, 100);
        expect(all.map(({ stream, revision }) => [stream, revision])).toEqual([
          ...[0, 1, 2].map((n) => [one, n]),
          ...[0, 1].map((n) => [other, n]),
          [one, 3],
        ]);
        expect(await store.readAll(before, 2)).toEqual(all.slice(0, 2));
        expect(await store.readAll(all[1]?.position ?? START, 3)).toEqual(all.slice(2, 5));
        expect(await store.readAll(head, 10)).toEqual([]);
        expect(await store.head()).toBe(head);
        expect(before < head && START < head).toBe(true);
        expect(all.map(({ position }) => position)).toEqual(all.map(({ position }) => position).toSorted());
      });
    });

    test('a reader gets every event once, in order, while 12 writers append and some roll back', async () => {
      const before = await store.head();
      const streams = Array.from({ length: 12 }, newStream);
      const readers = [follow(store, before), follow(store, before, 7)];
      await Promise.all(
        streams.map(async (stream) => {
          for (let revision = NO_STREAM; revision < 29;) {
            const batch = events(1 + Math.floor(Math.random() * 3));
            if (Math.random() < 0.3) await setup.appendAndRollBack?.(stream, revision, events(2));
            if (Math.random() < 0.2) await store.append(stream, revision + 5, batch).catch(() => undefined);
            revision = (await store.append(stream, revision, batch)).revision;
          }
        }),
      );
      const recorded = await Promise.all(streams.map((stream) => store.readStream(stream)));
      const total = recorded.flat().length;
      for (const reader of readers) {
        await reader.has(total);
        await reader.stop();
        expect(reader.got).toHaveLength(total);
        for (const [n, stream] of streams.entries()) {
          expect(reader.got.filter((one) => one.stream === stream)).toEqual(recorded[n]);
        }
        expect(new Set(ids(reader.got)).size).toBe(total);
      }
      for (const list of recorded) expect(list.map(({ revision }) => revision)).toEqual(list.map((_, n) => n));
      expect(readers[0]?.got).toEqual(readers[1]?.got);
      expect(await store.readAll(before, 10_000)).toEqual(readers[0]?.got);
    });

    describe('a subscription', () => {
      test('delivers existing events, then new ones', async () => {
        const stream = newStream();
        const { position } = await store.append(stream, NO_STREAM, events(1));
        await store.append(stream, 0, events(3));
        const reader = follow(store, position);
        await reader.has(3);
        await store.append(stream, 3, events(2));
        await reader.has(5);
        expect(reader.got.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
        await reader.stop();
      });

      test('survives lost connections without losing or repeating an event', async () => {
        const stream = newStream();
        const reader = follow(store, await store.head());
        let revision = NO_STREAM;
        for (let round = 0; round < 3; round++) {
          revision = (await store.append(stream, revision, events(2))).revision;
          await reader.has(revision + 1);
          await setup.dropConnections();
          revision = (await store.append(stream, revision, events(2))).revision;
        }
        await reader.has(revision + 1);
        await reader.stop();
        expect(reader.got.map((one) => one.revision)).toEqual(Array.from({ length: 12 }, (_, n) => n));
      });

      test('reads the next batch only after the one before is processed', async () => {
        const stream = newStream();
        const before = await store.head();
        await store.append(stream, NO_STREAM, events(10));
        const stop = new AbortController();
        const sizes: number[] = [];
        let busy = 0;
        for await (const batch of store.subscribe(before, stop.signal, 4)) {
          expect(++busy).toBe(1);
          await sleep(2);
          busy--;
          sizes.push(batch.length);
          if (sizes.length === 3) stop.abort();
        }
        expect(sizes).toEqual([4, 4, 2]);
      });

      test('ends at once when aborted, while it waits or before it begins', async () => {
        const times: number[] = [];
        for (let n = 0; n < 5; n++) {
          const reader = follow(store, await store.head());
          await store.append(newStream(), NO_STREAM, events(1));
          await reader.has(1);
          const asked = performance.now();
          await reader.stop();
          times.push(performance.now() - asked);
        }
        // None would be as quick if it waited for the next poll.
        expect(Math.min(...times)).toBeLessThan(POLL_MS / 2);
        for await (const batch of store.subscribe(START, AbortSignal.abort())) expect(batch).toBe('never');
      });

      test('hears of an append before the next poll', async () => {
        const stream = newStream();
        const reader = follow(store, await store.head());
        await store.append(stream, NO_STREAM, events(1));
        await reader.has(1);
        const times: number[] = [];
        for (let n = 0; n < 5; n++) {
          await store.append(stream, n, events(1));
          const from = performance.now();
          await eventually(() => reader.got.length >= n + 2);
          times.push(performance.now() - from);
        }
        await reader.stop();
        expect(Math.min(...times)).toBeLessThan(POLL_MS / 2);
      });
    });
  });
}
