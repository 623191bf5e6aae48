import type { RecordedEvent } from '../types.js';
import { batchesOf, isSameStream } from './batches.js';
import { canonicalOf, Summing } from './canonical.js';
import { MoveRefused, planOf, type Direction, type Plan } from './plan.js';

const event = (change: Partial<RecordedEvent> = {}): RecordedEvent => ({
  ...{ id: 'id', stream: 'a', revision: 0, position: '1', type: 'Happened', data: {} },
  metadata: { resellerId: 'r', actor: { id: 'ann', role: 'admin' }, correlationId: 'c' },
  recordedAt: new Date(1_700_000_000_123),
  ...change,
});

describe('the canonical form of an event', () => {
  test.each<[string, Partial<RecordedEvent>, Partial<RecordedEvent>]>([
    ['the order of keys', { data: { b: [{ d: 1, c: 2 }], a: 1 } }, { data: { a: 1, b: [{ c: 2, d: 1 }] } }],
    ['the position', { position: '1' }, { position: '0000000000000000001abcdef01' }],
  ])('does not depend on %s', (_what, one, other) => {
    expect(canonicalOf(event(one))).toBe(canonicalOf(event(other)));
  });

  test.each<[string, Partial<RecordedEvent>]>([
    ['stream', { stream: 'b' }],
    ['revision', { revision: 1 }],
    ['id', { id: 'other' }],
    ['type', { type: 'Other' }],
    ['data', { data: { a: 1 } }],
    ['order of a list', { data: [2, 1] }],
    ['metadata', { metadata: { ...event().metadata, correlationId: 'other' } }],
    ['time, by a millisecond', { recordedAt: new Date(1_700_000_000_124) }],
  ])('differs with the %s', (_what, change) => {
    const before = event(change.data ? { data: [1, 2] } : {});
    expect(canonicalOf(event(change))).not.toBe(canonicalOf(before));
  });

  test('has a known digest, so that two versions of the portal can be compared', () => {
    const sum = new Summing();
    sum.add([event(), event({ revision: 1, data: { ß: ['ё', null, 1.5, true] } })]);
    expect(sum.end()).toEqual({
      events: 2,
      sha256: '463f97bc8ca8258792c8640af708b437e32e56c6192352cd56dfcff9e1e07d14',
    });
  });
});

describe('batches', () => {
  const events = (...streams: string[]) => streams.map((stream, revision) => event({ stream, revision }));
  const shape = (batches: RecordedEvent[][]) => batches.map((batch) => batch.map(({ stream }) => stream).join(''));

  test('hold neighbours of one stream, in the order of the log', () => {
    expect(shape(batchesOf(events('a', 'a', 'b', 'a'), isSameStream))).toEqual(['aa', 'b', 'a']);
    expect(shape(batchesOf(events('a', 'b', 'a')))).toEqual(['aba']);
    expect(batchesOf([])).toEqual([]);
  });

  test('have at most 500 events', () => {
    const sizes = batchesOf(Array.from({ length: 1_001 }, () => event())).map(({ length }) => length);
    expect(sizes).toEqual([500, 500, 1]);
  });

  test('have at most half a mebibyte of data, unless one event has more', () => {
    const large = (size: number) => event({ data: 'ä'.repeat(size * 512) });
    const sizes = batchesOf([large(300), large(300), large(200), large(900), event()]).map(({ length }) => length);
    expect(sizes).toEqual([1, 2, 1, 1]);
  });
});

describe('what the command does', () => {
  test.each<[string | undefined, Direction, Plan | RegExp]>([
    [undefined, 'there', 'copy'],
    ['moving', 'there', 'copy'],
    ['eventstoredb', 'there', 'finish'],
    ['moving-back', 'there', /being moved back\. Finish that with .* --back/],
    ['beginning', 'there', /Start the portal once/],
    [undefined, 'back', 'finish'],
    ['moving', 'back', 'cancel'],
    ['eventstoredb', 'back', 'copy'],
    ['moving-back', 'back', 'copy'],
    ['beginning', 'back', /Start the portal once/],
  ])('with the log at %s, %s: %s', (place, direction, expected) => {
    const plan = () => planOf(place as Parameters<typeof planOf>[0], direction);
    if (typeof expected === 'string') return expect(plan()).toBe(expected);
    expect(plan).toThrow(MoveRefused);
    return expect(plan).toThrow(expected);
  });
});
