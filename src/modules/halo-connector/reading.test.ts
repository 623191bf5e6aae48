import { FIRST_READING, readOn, type Reading } from './reading.js';

interface Wire {
  readonly ids: readonly number[];
  readonly announced?: number | null;
}

/** Reads the pages as they arrive. A list that is read again may have changed. */
function readAll(pageOf: (pageNo: number, asked: number) => Wire) {
  const seen = new Map<number, number>();
  let reading: Reading = FIRST_READING;
  let pageNo = 1;
  const asked: number[] = [];
  while (asked.length < 100) {
    asked.push(pageNo);
    const { ids, announced = null } = pageOf(pageNo, asked.length);
    const newIds = new Set(ids.filter((id) => seen.get(id) !== reading.n)).size;
    for (const id of ids) seen.set(id, reading.n);
    const { outcome, reading: next, unsure } = readOn(reading, { pageNo, rows: ids.length, ids, newIds, announced });
    reading = next;
    if (outcome === 'end' || outcome === 'fault') return { outcome, unsure, asked, ids: [...seen.keys()].sort(by) };
    pageNo = outcome === 'again' ? next.from : pageNo + 1;
  }
  throw new Error('it does not end');
}

const by = (a: number, b: number) => a - b;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** A HaloPSA list with 100 rows per page. `announced`: the announced number; by default the real one */
function paged(list: () => readonly number[], announced = (length: number): number | null => length) {
  return (pageNo: number): Wire => {
    const all = list();
    return { ids: all.slice((pageNo - 1) * 100, pageNo * 100), announced: announced(all.length) };
  };
}

test('a list that does not change is read once', () => {
  const read = readAll(paged(() => range(1, 250)));
  expect(read).toEqual({ outcome: 'end', unsure: false, asked: [1, 2, 3, 4], ids: range(1, 250) });
});

test('250 people, the first removed after page 1: number 101 is there', () => {
  let people = range(1, 250);
  const page = paged(() => people);
  const read = readAll((pageNo, asked) => {
    const wire = page(pageNo);
    if (asked === 1) people = range(2, 250);
    return wire;
  });
  expect(read.ids).toEqual(range(1, 250));
  expect(read).toMatchObject({ outcome: 'end', unsure: false, asked: [1, 2, 3, 4, 1, 2, 3, 4] });
});

test('a list that moved is read again from the page before', () => {
  let people = range(1, 450);
  const page = paged(() => people);
  const read = readAll((pageNo, asked) => {
    const wire = page(pageNo);
    if (asked === 3) people = people.filter((id) => id !== 250);
    return wire;
  });
  expect(read.ids).toEqual(range(1, 450));
  expect(read.asked).toEqual([1, 2, 3, 4, 5, 6, 3, 4, 5, 6]);
});

test.each([
  ['a person is added in the middle: an id comes twice', () => range(1, 251).filter((id) => id !== 251), 50.5],
  ['one is removed and one added at once', () => range(2, 250), 50.5],
])('%s', (_what, _list, added) => {
  let people: readonly number[] = range(1, 250);
  const page = paged(() => people);
  const read = readAll((pageNo, asked) => {
    const wire = page(pageNo);
    if (asked === 1) people = [...range(1, 250), added].sort(by);
    return wire;
  });
  expect(read.ids).toEqual([...range(1, 250), added].sort(by));
  expect(read.unsure).toBe(false);
});

test('a list that moves each time is read three times, and marked as unsure', () => {
  let people = range(1, 250);
  const page = paged(() => people);
  const read = readAll((pageNo) => {
    const wire = page(pageNo);
    if (pageNo === 1) people = people.slice(1);
    return wire;
  });
  expect(read.asked).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4]);
  expect(read).toMatchObject({ outcome: 'end', unsure: true });
});

test('a list with fewer rows than announced is read again as a whole, once', () => {
  const read = readAll(
    paged(
      () => range(1, 250),
      (length) => length + 7,
    ),
  );
  expect(read).toMatchObject({ outcome: 'end', unsure: false, asked: [1, 2, 3, 4, 1, 2, 3, 4] });
});

test('rows out of order mean that the list moved', () => {
  const pages = [[1, 2, 5], [4, 6, 7], [], [1, 2, 4], [5, 6, 7], []];
  const read = readAll((_pageNo, asked) => ({ ids: pages[asked - 1] ?? [], announced: 6 }));
  expect(read).toEqual({ outcome: 'end', unsure: false, asked: [1, 2, 3, 1, 2, 3], ids: [1, 2, 4, 5, 6, 7] });
});

test.each([
  ['no order at all', [[5, 1, 3], [2, 6, 4], []], 6],
  ['a number of the page’s own rows', [[1, 2, 3], [4, 5], []], null],
])('%s does not mean that the list moved', (_what, pages, announced) => {
  const read = readAll((pageNo) => ({
    ids: pages[pageNo - 1] ?? [],
    announced: announced ?? pages[pageNo - 1]?.length ?? 0,
  }));
  expect(read).toMatchObject({ outcome: 'end', unsure: false, asked: [1, 2, 3] });
});

test.each([
  [3, false],
  [250, false],
  [50, true],
  [100, true],
])('a whole list of %d on each page, without record_count, is complete (unsure: %s)', (length, unsure) => {
  const read = readAll(() => ({ ids: range(1, length) }));
  expect(read).toEqual({ outcome: 'end', unsure, asked: [1, 2], ids: range(1, length) });
});

test('a page that repeats too early is a fault', () => {
  const read = readAll((pageNo) => ({ ids: range(1, 100), announced: 250 + 0 * pageNo }));
  expect(read.outcome).toBe('fault');
});
