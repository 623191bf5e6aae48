/**
 * A run (docs/adr/0028-runs.md) in memory: its lines, each an atomic action, so that a schedule can put anything between two of them. Each
 * rule is a line or a part of one; a rule that is off is that line left out.
 */
export interface Rules {
  /** 1. a form that is sent twice is one run, with the pairs of the first */
  readonly once: boolean;
  /** 2. ids come from run and number */
  readonly derivedIds: boolean;
  /** 3. the same Team again adds nothing */
  readonly teamOnce: boolean;
  /** 4. the same list again begins nothing */
  readonly listOnce: boolean;
  /** 4. a list does not expire before its run has ended */
  readonly held: boolean;
  /** 4. no list begins after the run has ended */
  readonly listLocked: boolean;
  /** 5. only what was judged without doubts is confirmed together */
  readonly judged: boolean;
  /** 6. a confirmation is of the version that was seen */
  readonly frozen: boolean;
  /** 7. the import has the confirmed version, or does not begin */
  readonly exact: boolean;
  /** 7. in the order of the pairs, each after the end of the one before */
  readonly inOrder: boolean;
  /** 7. it begins in a transaction that finds the run going on, and the pair not skipped */
  readonly beginLocked: boolean;
  /** 8. what is next is read from stored facts, by whichever process is woken */
  readonly wakes: boolean;
  /** 9. after a cancel it ends with the running import, not before */
  readonly endsLast: boolean;
  /** 9. its lists are let go */
  readonly releases: boolean;
}

export const RULES: Rules = {
  ...{ once: true, derivedIds: true, teamOnce: true, listOnce: true, held: true, listLocked: true, judged: true },
  ...{ frozen: true, exact: true, inOrder: true, beginLocked: true, wakes: true, endsLast: true, releases: true },
};

interface Pair {
  readonly n: number;
  readonly form: string;
  teamId: string | undefined;
  listId: string | undefined;
  judged: number | undefined;
  confirmed: number | undefined;
  skipped: boolean;
}

interface List {
  status: 'loading' | 'loaded' | 'expired';
  version: number;
  held: boolean;
  import: 'none' | 'running' | 'ended';
}

/** The form that came first; another one with its id has other pairs. */
export const FIRST = 'as first sent';

/** After each other change of the ticks there is a doubt. */
const isDoubtful = (version: number) => version % 2 === 1;

export class World {
  private pairs: Pair[] | undefined;
  private cancelled = false;
  private ended = false;
  private woken = false;
  private readonly teams = new Map<string, { readonly pair: number; added: number }>();
  private readonly lists = new Map<string, List>();
  /** the page that the admin has open: the version of each list */
  private seen: readonly (readonly [Pair, number])[] = [];
  private readonly approved = new Set<string>();
  private readonly begun: number[] = [];
  private ids = 0;

  constructor(
    private readonly size: number,
    private readonly rules: Rules,
  ) {}

  request(form: string): void {
    if (this.pairs && this.rules.once) return;
    this.pairs = Array.from({ length: this.size }, (_pair, n) => ({
      ...{ n, form, judged: undefined, confirmed: undefined, skipped: false },
      ...{ teamId: this.idOf('team', n), listId: this.idOf('list', n) },
    }));
  }

  private idOf(kind: string, n: number): string | undefined {
    return this.rules.derivedIds ? `${kind} ${n}` : undefined;
  }

  private listOf({ listId }: Pair): List | undefined {
    return listId === undefined ? undefined : this.lists.get(listId);
  }

  private isSettled(pair: Pair): boolean {
    return pair.skipped || this.listOf(pair)?.import === 'ended';
  }

  cancel(): void {
    if (!this.ended) this.cancelled = true;
  }

  skip(n: number): void {
    const pair = this.pairs?.[n];
    if (pair && !this.cancelled && !this.ended && (this.listOf(pair)?.import ?? 'none') === 'none') pair.skipped = true;
  }

  /** Another tab ticks: the version changes. */
  tick(n: number): void {
    const pair = this.pairs?.[n];
    const list = pair && this.listOf(pair);
    if (list?.status === 'loaded' && list.import === 'none') list.version++;
  }

  loaded(n: number): void {
    const pair = this.pairs?.[n];
    const list = pair && this.listOf(pair);
    if (list?.status === 'loading') list.status = 'loaded';
  }

  expire(): void {
    for (const list of this.lists.values()) if (!list.held && list.import !== 'running') list.status = 'expired';
    if (!this.ended && [...this.lists.values()].some(({ status }) => status === 'expired'))
      throw new Error('a list expired before its run had ended');
  }

  importEnds(): void {
    for (const list of this.lists.values()) if (list.import === 'running') list.import = 'ended';
  }

  look(): void {
    this.seen = (this.pairs ?? []).flatMap((pair) => {
      const list = this.listOf(pair);
      return list?.status === 'loaded' ? [[pair, list.version] as const] : [];
    });
  }

  /** The admin has looked at the people of one pair. */
  confirm(n: number): void {
    for (const [pair, version] of this.seen) {
      if (pair.n !== n) continue;
      this.approved.add(`${n} ${version}`);
      this.confirmAt(pair, version);
    }
  }

  /** The admin has looked at no people, and trusts that there are no doubts. */
  confirmTogether(): void {
    for (const [pair, version] of this.seen) {
      if (!isDoubtful(version)) this.approved.add(`${pair.n} ${version}`);
      const isSure = pair.judged === version && !isDoubtful(version);
      if (isSure || !this.rules.judged) this.confirmAt(pair, version);
    }
  }

  private confirmAt(pair: Pair, version: number): void {
    const list = this.listOf(pair);
    if (this.cancelled || this.ended || this.isSettled(pair) || list?.import !== 'none') return;
    if (this.rules.frozen && list.version !== version) return;
    pair.confirmed = list.version;
  }

  /** A worker. Stops before each atomic action; being left there for ever is a crash. */
  *worker(): Generator<void, void> {
    if (this.woken && !this.rules.wakes) return;
    this.woken = true;
    while (this.pairs && !this.ended) {
      const act = this.next(this.pairs);
      if (!act) return;
      yield;
      const then = act();
      if (!then) continue;
      yield;
      then();
    }
  }

  /** Line 8. @returns what is to be done, decided now and done later; that may be followed by a second action */
  private next(pairs: readonly Pair[]): (() => (() => void) | undefined) | undefined {
    const open = pairs.filter((pair) => !this.isSettled(pair));
    const isRunning = open.some((pair) => this.listOf(pair)?.import === 'running');
    if (this.cancelled) return isRunning && this.rules.endsLast ? undefined : () => this.end();
    if (open.length === 0) return () => this.end();
    const teamless = open.find(({ teamId }) => teamId === undefined || !this.teams.has(teamId));
    if (teamless) return () => this.addTeam(teamless);
    const listless = open.find((pair) => !this.listOf(pair));
    if (listless) return () => this.beginList(listless);
    const unjudged = open.find((pair) => {
      const list = this.listOf(pair);
      return list?.status === 'loaded' && list.import === 'none' && pair.judged !== list.version;
    });
    if (unjudged) return () => this.judge(unjudged);
    const ready = (this.rules.inOrder ? open.slice(0, 1) : open).find(
      (pair) => pair.confirmed !== undefined && this.listOf(pair)?.import === 'none',
    );
    return ready && (() => this.import(ready));
  }

  private addTeam(pair: Pair): (() => void) | undefined {
    const id = pair.teamId ?? `team ${this.ids++} of ${pair.n}`;
    const known = this.teams.get(id);
    if (!known) this.teams.set(id, { pair: pair.n, added: 1 });
    else if (!this.rules.teamOnce) known.added++;
    return pair.teamId === undefined ? () => void (pair.teamId = id) : undefined;
  }

  private beginList(pair: Pair): (() => void) | undefined {
    if (this.rules.listLocked && (this.ended || this.cancelled)) return undefined;
    const id = pair.listId ?? `list ${this.ids++}`;
    if (!this.lists.has(id) || !this.rules.listOnce) {
      if (this.lists.get(id)?.status === 'loaded') throw new Error('a loaded list is begun once more');
      this.lists.set(id, { status: 'loading', version: 0, held: this.rules.held, import: 'none' });
    }
    return pair.listId === undefined ? () => void (pair.listId = id) : undefined;
  }

  private judge(pair: Pair): undefined {
    pair.judged = this.listOf(pair)?.version;
  }

  private import(pair: Pair): undefined {
    const list = this.listOf(pair);
    if (!list || list.import !== 'none') return;
    const mayBegin = !this.cancelled && !this.ended && !pair.skipped;
    if (this.rules.beginLocked && !mayBegin) return;
    if (this.rules.exact && list.version !== pair.confirmed) return void (pair.confirmed = undefined);
    if (!mayBegin) throw new Error('an import began after a cancel or a skip');
    if (!this.approved.has(`${pair.n} ${list.version}`)) throw new Error('people are imported whom no admin confirmed');
    if ([...this.lists.values()].some((one) => one.import === 'running')) throw new Error('two imports run at once');
    if (this.begun.some((n) => n > pair.n)) throw new Error('an import came out of its turn');
    this.begun.push(pair.n);
    list.import = 'running';
  }

  private end(): undefined {
    if (this.ended) return;
    const isRunning = [...this.lists.values()].some((list) => list.import === 'running');
    if (isRunning) throw new Error('the run ended before its import');
    this.ended = true;
    if (this.rules.releases) for (const list of this.lists.values()) list.held = false;
  }

  /**
   * Lets everything come to its end, with an admin who confirms what waits.
   * @param afterwards what zombies do then
   * @throws where a promise is broken
   */
  settle(afterwards: () => void): void {
    this.request(FIRST);
    for (let rounds = 0; !this.ended; rounds++) {
      if (rounds > 50) throw new Error('a run that never ends');
      const worker = this.worker();
      for (let steps = 0; !worker.next().done; steps++) if (steps > 1_000) throw new Error('a step that never ends');
      for (const { n } of this.pairs ?? []) this.loaded(n);
      this.importEnds();
      this.look();
      for (const { n } of this.pairs ?? []) this.confirm(n);
    }
    afterwards();
    this.check();
  }

  private check(): void {
    for (const { n } of this.pairs ?? []) {
      const teams = [...this.teams.values()].filter(({ pair }) => pair === n);
      if (teams.length > 1 || teams.some(({ added }) => added > 1)) throw new Error(`pair ${n} has two Teams`);
    }
    if (this.lists.size > this.size) throw new Error('a pair has two lists');
    if ([...this.lists.values()].some(({ held }) => held)) throw new Error('a list is held for ever');
    if ([...this.lists.values()].some((list) => list.import === 'running')) throw new Error('an import runs on');
    if (this.pairs?.some(({ form }) => form !== FIRST)) throw new Error('the pairs are not those first sent');
    if (!this.cancelled && this.pairs?.some((pair) => !this.isSettled(pair))) throw new Error('a pair was left over');
  }
}
