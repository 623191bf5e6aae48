import { jest } from '@jest/globals';
import { mapInSlices } from './in-slices.js';

test('all items are mapped in order, and other work runs in between', async () => {
  const items = Array.from({ length: 20_000 }, (_, n) => n);
  const mapped: number[] = [];
  const seen: number[] = [];
  const look = () => {
    seen.push(mapped.length);
    if (mapped.length < items.length) setImmediate(look);
  };
  setImmediate(look);
  expect(await mapInSlices(items, (item, at) => mapped.push(item + at))).toHaveLength(20_000);
  expect(mapped).toEqual(items.map((item) => 2 * item));
  const stretches = seen.map((done, i) => done - (seen[i - 1] ?? 0));
  expect(Math.max(...stretches)).toBeLessThanOrEqual(1_000);
});

test('items that take long end a slice early', async () => {
  let clock = 0;
  const now = jest.spyOn(performance, 'now').mockImplementation(() => clock);
  const seen: number[] = [];
  let mapped = 0;
  const look = () => {
    seen.push(mapped);
    if (mapped < 100) setImmediate(look);
  };
  setImmediate(look);
  await mapInSlices(Array.from({ length: 100 }), () => {
    clock += 10;
    mapped += 1;
  });
  now.mockRestore();
  const stretches = seen.map((done, i) => done - (seen[i - 1] ?? 0));
  expect(seen.length).toBeGreaterThan(10);
  expect(Math.max(...stretches)).toBeLessThanOrEqual(6);
});

test('an empty list stays empty', async () => {
  expect(await mapInSlices([], String)).toEqual([]);
});
