import { readGroups, type Pages } from './groups.js';

/** A list of groups in pages of a given size. */
const pagesOf = (groups: number, size: number) => (pageNo: number) => {
  const from = (pageNo - 1) * size;
  const rows = Array.from({ length: Math.max(0, Math.min(size, groups - from)) }, (_, n) => ({ id: from + n + 1 }));
  return Promise.resolve({ rows, announced: null });
};

const read = (load: Pages['load']) => readGroups('client', { load, mayReadAgain: () => true });

test('20,000 groups are a list', async () => {
  expect((await read(pagesOf(20_000, 100))).groups).toHaveLength(20_000);
});

test('20,001 groups are too many', async () => {
  await expect(read(pagesOf(20_001, 100))).rejects.toMatchObject({ code: 'too-large' });
});

test('a list that continues after the last page that may be requested is endless', async () => {
  await expect(read(pagesOf(20_000, 50))).rejects.toMatchObject({ code: 'list-broken' });
});

test('a list that repeats itself is broken', async () => {
  const load = () => Promise.resolve({ rows: [{ id: 1 }], announced: 5 });
  await expect(read(load)).rejects.toMatchObject({ code: 'list-broken' });
});
