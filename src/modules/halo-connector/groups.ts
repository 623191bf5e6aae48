import { mapInSlices } from '../../shared/in-slices.js';
import { oneLine } from '../../shared/text/index.js';
import { isRow } from './answers.js';
import type { Page } from './envelope.js';
import { HaloError } from './errors.js';
import { haloId, truth } from './numbers.js';
import { FIRST_READING, readOn, type ReadOn, type Reading } from './reading.js';
import type { Group, GroupList } from './types.js';

/**
 * 20,000 groups, and the empty page after them: a longer list is not a list of clients. Stays below HaloPSA's usual request limit
 * (halo-api.md, "Limits and faults").
 */
const MOST_PAGES = 201;
const MOST_GROUPS = 20_000;

export type GroupsRead = Omit<GroupList, 'listsFault'>;

export const NO_GROUPS: GroupsRead = { groups: [], announced: 0, unusable: 0, unsure: false };

/** The source of a list's pages. */
export interface Pages {
  readonly load: (pageNo: number) => Promise<Page>;
  /** whether there is time to read the list again: a person is waiting at a page */
  readonly mayReadAgain: () => boolean;
}

/** A list that was read completely, and is short enough to wait for. */
export interface AllRead<Entry> {
  readonly entries: readonly Entry[];
  /** how many rows HaloPSA announced, without unusable ones; never fewer than came */
  readonly announced: number;
  readonly unusable: number;
  readonly unsure: boolean;
}

export async function readGroups(kind: Group['kind'], pages: Pages): Promise<GroupsRead> {
  const { entries, ...counts } = await readAll(kind, (row) => toGroup(kind, row), pages);
  return { groups: entries, ...counts };
}

/**
 * Reads all pages of a list. Reads it again if it changed meanwhile, within the same total number of pages.
 * @param what name of the list, for the fault's detail
 * @param toEntry returns null for a row without a usable id
 */
export async function readAll<Entry extends { readonly id: number }>(
  what: string,
  toEntry: (row: unknown) => Entry | null,
  { load, mayReadAgain }: Pages,
): Promise<AllRead<Entry>> {
  const read = new Read(what, toEntry);
  let pageNo = 1;
  for (let asked = 1; asked <= MOST_PAGES; asked++) {
    let page: Page;
    try {
      page = await load(pageNo);
    } catch (error) {
      // the result of an earlier reading is still a list, only an uncertain one
      if (read.rereads && error instanceof HaloError && error.code !== 'cancelled') return read.result(true);
      throw error;
    }
    const { outcome, unsure, reading } = await read.add(pageNo, page);
    if (outcome === 'end' || (outcome === 'again' && !mayReadAgain()))
      return read.result(unsure || outcome === 'again');
    if (outcome === 'fault') break;
    pageNo = outcome === 'again' ? reading.from : pageNo + 1;
  }
  if (read.rereads) return read.result(true);
  throw new HaloError('list-broken', { detail: what });
}

class Read<Entry extends { readonly id: number }> {
  readonly #entries = new Map<number, Entry>();
  /** the reading in which each id came last */
  readonly #seenIn = new Map<number, number>();
  readonly #unusable = new Map<number, number>();
  #reading: Reading = FIRST_READING;
  #announced = 0;

  constructor(
    private readonly what: string,
    private readonly toEntry: (row: unknown) => Entry | null,
  ) {}

  get rereads(): boolean {
    return this.#reading.n > 1;
  }

  async add(pageNo: number, { rows, announced }: Page): Promise<ReadOn> {
    const found = (await mapInSlices(rows, this.toEntry)).filter((entry) => entry !== null);
    if (rows.length > 0 && found.length === 0) throw new HaloError('bad-answer', { detail: 'no row has an id' });
    const ids = found.map(({ id }) => id);
    const newIds = new Set(ids.filter((id) => this.#seenIn.get(id) !== this.#reading.n)).size;
    for (const entry of found) {
      this.#entries.set(entry.id, entry);
      this.#seenIn.set(entry.id, this.#reading.n);
    }
    if (this.#entries.size > MOST_GROUPS) {
      throw new HaloError('too-large', { detail: `${this.what}: more than ${MOST_GROUPS}` });
    }
    if (newIds > 0) this.#unusable.set(pageNo, rows.length - found.length);
    // a page after the end announces 0
    if (rows.length > 0 && announced !== null) this.#announced = announced;
    const unusable = this.#unusableRows();
    const read = readOn(this.#reading, { pageNo, rows: rows.length, ids, newIds, unusable, announced });
    this.#reading = read.reading;
    return read;
  }

  #unusableRows(): number {
    return [...this.#unusable.values()].reduce((sum, rows) => sum + rows, 0);
  }

  result(unsure: boolean): AllRead<Entry> {
    const unusable = this.#unusableRows();
    const entries = [...this.#entries.values()];
    return { entries, announced: Math.max(this.#announced - unusable, entries.length), unusable, unsure };
  }
}

function toGroup(kind: Group['kind'], row: unknown): Group | null {
  const id = isRow(row) ? haloId(row['id']) : null;
  if (!isRow(row) || id === null) return null;
  const topLevel = oneLine(row['toplevel_name'], 200) || null;
  return { kind, id, name: oneLine(row['name'], 200) || `#${id}`, topLevel, inactive: truth(row['inactive']) };
}
