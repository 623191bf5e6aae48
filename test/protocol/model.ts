import { verdictOf, type Verdict } from '../../src/modules/imports/import-users/verdict.js';

/**
 * The import protocol of docs/adr/0002-claims-and-the-import-protocol.md in memory: the same lines, each an atomic action, so that a
 * schedule can put anything between two of them. Its verdicts are the product's own.
 */
export interface Rules {
  /** a verdict is stored with its claim, and never made again */
  readonly frozen: boolean;
  /** an append says which revision it follows */
  readonly exact: boolean;
  /** what was frozen before a cancel is still recorded */
  readonly cancelKeepsFrozen: boolean;
  /** a cancelled or finished import lets no claim go */
  readonly keepsClaims: boolean;
  /** a removal releases the claim of that account, not that of the account that holds the address now */
  readonly releasesByAccount: boolean;
  /** the next item is read off the stream, not off what was decided */
  readonly streamIsCursor: boolean;
}

export const RULES: Rules = {
  frozen: true,
  exact: true,
  cancelKeepsFrozen: true,
  keepsClaims: true,
  releasesByAccount: true,
  streamIsCursor: true,
};

interface Item {
  readonly key: string;
  readonly accountId: string;
  verdict: Verdict | undefined;
}

type Entry =
  | { readonly kind: 'started' | 'cancelled' | 'completed' }
  | {
      readonly kind: 'item';
      readonly n: number;
      readonly key: string;
      readonly accountId: string;
      readonly verdict: Verdict;
    };

interface Import {
  readonly team: string;
  readonly items: Item[];
  readonly stream: Entry[];
  cancelAsked: boolean;
  projected: number;
}

interface Flight {
  readonly target: Import;
  readonly expected: number;
  readonly entries: readonly Entry[];
}

interface Ahead {
  readonly n: number;
  readonly items: readonly Entry[];
}

/** How an append ends for its sender. `late`: it seems lost, and lands at some later moment. */
export type Fate = 'lands' | 'lands unheard' | 'lost' | 'late';

const BATCH = 2;

export class World {
  readonly imports: Import[];
  readonly claims = new Map<string, { accountId: string; teamId: string }>();
  readonly live = new Map<string, string>();
  private readonly removals: { readonly key: string; readonly accountId: string }[] = [];
  private readonly flights: Flight[] = [];

  constructor(
    lists: readonly (readonly string[])[],
    private readonly rules: Rules,
  ) {
    this.imports = lists.map((keys, i) => ({
      ...{ team: `team ${i}`, stream: [], cancelAsked: false, projected: 0 },
      items: [...new Set(keys)].map((key) => ({ key, accountId: `${i} ${key}`, verdict: undefined })),
    }));
  }

  /** A worker on one import. Stops before each atomic action; being left there for ever is a crash. Takes the fate of each append. */
  *worker(target: Import): Generator<void, void, Fate> {
    for (let ahead: Ahead | undefined; ;) {
      const expected = target.stream.length - 1;
      const last = target.stream.at(-1);
      if (last?.kind === 'completed' || last?.kind === 'cancelled') return;
      yield;
      let entries: readonly Entry[] = [{ kind: 'started' }];
      if (last) entries = ahead?.n === expected && ahead.items.length > 0 ? ahead.items : this.next(target, expected);
      yield;
      // The next ones are decided while these are being appended.
      const n = expected + entries.length;
      if (last) ahead = { n, items: this.next(target, n).filter(({ kind }) => kind === 'item') };
      const fate = yield;
      this.append({ target, expected, entries }, fate);
      yield;
    }
  }

  cancel(target: Import): void {
    target.cancelAsked = true;
  }

  landLate(): void {
    const flight = this.flights.shift();
    if (flight) this.land(flight);
  }

  /** The projection reads the next event of a stream. */
  project(target: Import): void {
    const entry = target.stream[target.projected];
    if (!entry) return;
    target.projected++;
    if (entry.kind !== 'item' || entry.verdict !== 'imported') return;
    const holder = this.live.get(entry.key);
    if (holder !== undefined && holder !== entry.accountId) throw new Error(`${entry.key} has two live accounts`);
    this.live.set(entry.key, entry.accountId);
  }

  /** A person is removed; the projection releases the address in the same transaction. */
  remove(key: string): void {
    const accountId = this.live.get(key);
    if (accountId === undefined) return;
    this.live.delete(key);
    this.removals.push({ key, accountId });
    this.release(key, accountId);
  }

  /** The members projection is rebuilt: every past removal is applied again. */
  rebuild(): void {
    for (const { key, accountId } of this.removals) this.release(key, accountId);
  }

  private release(key: string, accountId: string): void {
    if (!this.rules.releasesByAccount || this.claims.get(key)?.accountId === accountId) this.claims.delete(key);
  }

  /** Lets everything come to its end, as the sweeper does. @throws where a promise of the protocol is broken */
  settle(): void {
    while (this.flights.length > 0) this.landLate();
    for (const target of this.imports) {
      const worker = this.worker(target);
      for (let steps = 0; !worker.next('lands').done; steps++) {
        if (steps > 1_000) throw new Error('an import that never ends');
      }
    }
    for (const target of this.imports) while (target.projected < target.stream.length) this.project(target);
    for (const target of this.imports) this.checkStream(target);
    for (const [key, { accountId }] of this.claims) {
      if (this.live.get(key) !== accountId) throw new Error(`${key} is claimed without an account`);
    }
    for (const [key, accountId] of this.live) {
      if (this.claims.get(key)?.accountId !== accountId) throw new Error(`${key} has an account without a claim`);
    }
  }

  private checkStream({ stream, items }: Import): void {
    const numbers = stream.flatMap((entry) => (entry.kind === 'item' ? [entry.n] : []));
    if (numbers.some((n, i) => n !== i)) throw new Error(`items out of order, twice or missing: ${numbers.join(' ')}`);
    const kinds = stream.map(({ kind }) => kind).filter((kind) => kind !== 'item');
    if (kinds.length !== 2 || kinds[0] !== 'started' || stream.at(-1)?.kind === 'item') throw new Error('no clean end');
    if (kinds[1] === 'completed' && numbers.length !== items.length) throw new Error('completed without everybody');
  }

  private next(target: Import, revision: number): Entry[] {
    const n = this.rules.streamIsCursor ? revision : target.items.filter(({ verdict }) => verdict).length;
    if (n >= target.items.length) return [{ kind: 'completed' }];
    const entries: Entry[] = [];
    for (const [i, item] of target.items.slice(n, n + BATCH).entries()) {
      const verdict = this.decide(target, item);
      if (verdict === undefined) break;
      entries.push({ kind: 'item', n: n + i, key: item.key, accountId: item.accountId, verdict });
    }
    if (entries.length > 0) return entries;
    if (!this.rules.keepsClaims) for (const { key } of target.items) this.claims.delete(key);
    return [{ kind: 'cancelled' }];
  }

  /** One transaction: the claim, and the verdict that follows from it. */
  private decide(target: Import, item: Item): Verdict | undefined {
    const { cancelKeepsFrozen, frozen } = this.rules;
    if (target.cancelAsked && (item.verdict === undefined || !cancelKeepsFrozen)) return undefined;
    if (item.verdict !== undefined && frozen) return item.verdict;
    if (!this.claims.has(item.key)) this.claims.set(item.key, { accountId: item.accountId, teamId: target.team });
    item.verdict = verdictOf(this.claims.get(item.key), item.accountId, target.team);
    return item.verdict;
  }

  private append(flight: Flight, fate: Fate): void {
    if (fate === 'late') this.flights.push(flight);
    else if (fate !== 'lost') this.land(flight);
  }

  private land({ target, expected, entries }: Flight): void {
    if (this.rules.exact && expected !== target.stream.length - 1) return;
    target.stream.push(...entries);
  }
}
