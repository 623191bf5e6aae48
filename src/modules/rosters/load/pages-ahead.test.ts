import type { UsersPage } from '../../halo-connector/index.js';
import { PagesAhead, type PagesAheadOptions } from './pages-ahead.js';

/** A list with pages of ten rows. The test decides when each answer arrives. */
class List {
  readonly asked: number[] = [];
  readonly signals: AbortSignal[] = [];
  private readonly answers = new Map<number, PromiseWithResolvers<UsersPage>>();

  readonly fetch = (pageNo: number, signal: AbortSignal): Promise<UsersPage> => {
    this.asked.push(pageNo);
    this.signals.push(signal);
    return this.answer(pageNo).promise;
  };

  give(pageNo: number, rows = 10, announced: number | null = null): void {
    this.answer(pageNo).resolve({
      people: [],
      announced,
      rows,
      ids: [pageNo],
      unusable: 0,
      withoutClient: [],
      addressesOnly: 0,
    });
  }

  fail(pageNo: number, why: string): void {
    this.answer(pageNo).reject(new Error(why));
  }

  private answer(pageNo: number) {
    const known = this.answers.get(pageNo) ?? Promise.withResolvers<UsersPage>();
    this.answers.set(pageNo, known);
    return known;
  }
}

const ahead = (list: List, options: Partial<PagesAheadOptions> = {}) =>
  new PagesAhead({
    ...{ fetch: list.fetch, from: 1, enough: () => false, signal: new AbortController().signal },
    ...options,
  });
const ids = (pages: readonly UsersPage[]) => pages.flatMap((page) => page.ids);
const settled = () => new Promise((done) => setImmediate(done));

test('the next page is requested before the previous one is taken', async () => {
  const list = new List();
  const pages = ahead(list, { from: 7 });
  list.give(7);
  await settled();
  expect(list.asked).toEqual([7, 8]);
  expect(ids(await pages.next())).toEqual([7]);
});

test('two pages at a time are requested up to the announced end and the empty page, and handed out in order', async () => {
  const list = new List();
  const pages = ahead(list);
  list.give(1, 10, 30);
  await settled();
  expect(list.asked).toEqual([1, 2, 3]);
  list.give(3);
  await settled();
  expect(list.asked).toEqual([1, 2, 3, 4]);
  expect(ids(await pages.next())).toEqual([1]);
  list.give(2);
  list.give(4, 0);
  await settled();
  expect(list.asked).toEqual([1, 2, 3, 4]);
  expect(ids(await pages.next())).toEqual([2, 3, 4]);
  expect(await pages.next()).toEqual([]);
});

test('after the short last page, only the empty page is requested', async () => {
  const list = new List();
  ahead(list);
  list.give(1, 10, 23);
  await settled();
  list.give(2, 10, 23);
  list.give(3, 3, 23);
  await settled();
  expect(list.asked).toEqual([1, 2, 3, 4]);
});

test('a fault is thrown after the pages before it, and ends the requests', async () => {
  const list = new List();
  const pages = ahead(list);
  list.give(1, 10, 1_000);
  await settled();
  list.fail(3, 'three');
  await settled();
  expect(ids(await pages.next())).toEqual([1]);
  list.give(2);
  expect(ids(await pages.next())).toEqual([2]);
  await expect(pages.next()).rejects.toThrow('three');
  expect(list.asked).toEqual([1, 2, 3]);
});

test('a page after a fault is not handed out', async () => {
  const list = new List();
  const pages = ahead(list);
  list.give(1, 10, 1_000);
  await settled();
  list.give(3);
  list.fail(2, 'two');
  await settled();
  expect(ids(await pages.next())).toEqual([1]);
  await expect(pages.next()).rejects.toThrow('two');
});

test('once enough is loaded, pages under way are still handed out', async () => {
  const list = new List();
  let enough = false;
  const pages = ahead(list, { enough: () => enough });
  enough = true;
  list.give(1, 10, 1_000);
  expect(ids(await pages.next())).toEqual([1]);
  expect(await pages.next()).toEqual([]);
  expect(list.asked).toEqual([1]);
});

test('pages are handed out together, without a long wait', async () => {
  const list = new List();
  const pages = ahead(list);
  for (let page = 1; page <= 11; page++) list.give(page, 100, 10_000);
  expect(ids(await pages.next())).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(ids(await pages.next())).toEqual([11]);
  expect(list.asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

test('pages that are not taken do not pile up', async () => {
  const list = new List();
  const pages = ahead(list);
  for (let page = 1; page <= 9; page++) list.give(page, 500);
  await settled();
  expect(list.asked).toEqual([1, 2, 3, 4]);
  expect(ids(await pages.next())).toEqual([1, 2]);
  await settled();
  expect(list.asked).toEqual([1, 2, 3, 4, 5, 6]);
});

test('stopping cancels the requests under way', async () => {
  const list = new List();
  const pages = ahead(list);
  list.give(1);
  await settled();
  pages.stop();
  expect(list.signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  list.give(2);
  await settled();
  expect(list.asked).toEqual([1, 2]);
});
