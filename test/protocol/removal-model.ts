/**
 * The removal of many people (docs/adr/0024-removing-many-people.md) in memory: its lines, each an atomic action, so that a schedule can
 * put anything between two of them. Each rule is a line; a rule that is off is that line left out.
 */
export interface Rules {
  /** 1. a removal is requested once, and its people are frozen with that request */
  readonly once: boolean;
  /** 2. the revision is the one that the preview showed, not the newest when it is appended */
  readonly frozen: boolean;
  /** 3. its events are in a stream of its own, each at an exact revision */
  readonly ownStream: boolean;
  /** 4. a removal that was begun is finished, also after a cancel */
  readonly finishesBegun: boolean;
  /** 5. the id of an event derives from the removal and the account */
  readonly sameId: boolean;
  /** 6. a conflict is final */
  readonly conflictIsFinal: boolean;
  /** 7. it ends after the list of members has applied the last removal */
  readonly waitsForMembers: boolean;
}

export const RULES: Rules = {
  ...{ once: true, frozen: true, ownStream: true, finishesBegun: true, sameId: true, conflictIsFinal: true },
  waitsForMembers: true,
};

export type Fate = 'lands' | 'lands unheard' | 'lost' | 'late';

interface Event {
  readonly id: string;
  readonly type: 'added' | 'changed' | 'removed' | 'import ended' | 'started' | 'ended';
  readonly sum?: { readonly removed: number; readonly kept: number; readonly left: number };
}

interface Item {
  readonly account: string;
  readonly revision: number;
  begun: boolean;
  outcome: 'done' | 'kept' | undefined;
}

interface Flight {
  readonly stream: Event[];
  readonly expected: number;
  readonly event: Event;
}

export class World {
  readonly importStream: Event[] = [{ id: 'end', type: 'import ended' }];
  private readonly own: Event[] = [];
  private readonly accounts = new Map<string, Event[]>();
  /** what the admin saw: the last revision of each account */
  private readonly seen = new Map<string, number>();
  private items: Item[] | undefined;
  private cancelled = false;
  private readonly flights: Flight[] = [];
  /** accounts whose removal the list of members has applied */
  private readonly gone = new Set<string>();
  private ids = 0;

  constructor(
    names: readonly string[],
    private readonly rules: Rules,
  ) {
    for (const name of names) {
      this.accounts.set(name, [{ id: `added ${name}`, type: 'added' }]);
      this.seen.set(name, 0);
    }
  }

  /** The confirmed preview. A second press, or another tab that shows what is there now. */
  request(): void {
    if (this.items && this.rules.once) return;
    const preview = this.items
      ? new Map([...this.accounts].map(([name, events]) => [name, events.length - 1]))
      : this.seen;
    this.items = [...preview].map(([account, revision]) => ({ account, revision, begun: false, outcome: undefined }));
  }

  cancel(): void {
    this.cancelled = true;
  }

  /** Another admin corrects a name or moves the person. */
  change(name: string): void {
    const events = this.accounts.get(name);
    if (events && events.at(-1)?.type !== 'removed') events.push({ id: `changed ${this.ids++}`, type: 'changed' });
  }

  project(name: string): void {
    if (this.accounts.get(name)?.some(({ type }) => type === 'removed')) this.gone.add(name);
  }

  landLate(): void {
    const flight = this.flights.shift();
    if (flight) this.land(flight);
  }

  /** A worker. Stops before each atomic action; being left there for ever is a crash. */
  *worker(): Generator<void, void, Fate> {
    for (;;) {
      if (!this.items) return;
      const stream = this.rules.ownStream ? this.own : this.importStream;
      const last = stream.at(-1);
      if (last?.type === 'ended') return;
      const revision = stream.length - 1;
      const fate = yield;
      if (last?.type !== 'started')
        this.append({ stream, expected: revision, event: { id: 'started', type: 'started' } }, fate);
      else {
        const item = this.begin();
        const then = yield;
        if (item) yield* this.remove(item, then);
        else this.end(stream, revision, then);
      }
      yield;
    }
  }

  private begin(): Item | undefined {
    const open = this.items?.filter(({ outcome }) => outcome === undefined) ?? [];
    const begun = open.find((item) => item.begun);
    if (begun && (this.rules.finishesBegun || !this.cancelled)) return begun;
    if (this.cancelled) return undefined;
    const [next] = open;
    if (next) next.begun = true;
    return next;
  }

  private *remove(item: Item, fate: Fate): Generator<void, void, Fate> {
    const stream = this.accounts.get(item.account) ?? [];
    const expected = this.rules.frozen ? item.revision : stream.length - 1;
    const id = this.rules.sameId ? `removed ${item.account}` : `removed ${this.ids++}`;
    const answer = this.append({ stream, expected, event: { id, type: 'removed' } }, fate);
    yield;
    // Without an answer nothing is known, and the next step asks again.
    if (answer === 'done') item.outcome ??= 'done';
    if (answer === 'conflict') {
      if (this.rules.conflictIsFinal) item.outcome ??= 'kept';
      else (item as { revision: number }).revision = stream.length - 1;
    }
  }

  private end(stream: Event[], expected: number, fate: Fate): void {
    const items = this.items ?? [];
    const done = items.filter(({ outcome }) => outcome === 'done');
    if (this.rules.waitsForMembers && done.some(({ account }) => !this.gone.has(account))) return;
    const kept = items.filter(({ outcome }) => outcome === 'kept').length;
    const sum = { removed: done.length, kept, left: items.length - done.length - kept };
    const before = this.own.length + this.importStream.length;
    this.append({ stream, expected, event: { id: 'ended', type: 'ended', sum } }, fate);
    const isNoted = this.own.length + this.importStream.length > before;
    if (isNoted && done.some(({ account }) => !this.gone.has(account)))
      throw new Error('ended while an address is not free');
  }

  private append(flight: Flight, fate: Fate): 'done' | 'conflict' | undefined {
    if (fate === 'late') this.flights.push(flight);
    if (fate === 'late' || fate === 'lost') return undefined;
    const landed = this.land(flight);
    return fate === 'lands' ? landed : undefined;
  }

  private land({ stream, expected, event }: Flight): 'done' | 'conflict' {
    if (stream[expected + 1]?.id === event.id) return 'done';
    if (stream.length - 1 !== expected) return 'conflict';
    stream.push(event);
    return 'done';
  }

  /** Lets everything come to its end. @throws where a promise is broken */
  settle(): void {
    this.request();
    const worker = this.worker();
    for (let steps = 0; !worker.next('lands').done; steps++) {
      for (const name of this.accounts.keys()) this.project(name);
      if (steps > 1_000) throw new Error('a removal that never ends');
    }
    while (this.flights.length > 0) this.landLate();
    this.check();
  }

  private check(): void {
    if (this.importStream.at(-1)?.type !== 'import ended') throw new Error('the import looks unfinished');
    if (this.own.map(({ type }) => type).join(' ') !== 'started ended') throw new Error('no clean start and end');
    let removed = 0;
    for (const [name, events] of this.accounts) {
      const at = events.findIndex(({ type }) => type === 'removed');
      if (at < 0) continue;
      removed++;
      if (at !== events.length - 1) throw new Error(`${name} is removed twice, or changed afterwards`);
      if (at - 1 !== this.seen.get(name)) throw new Error(`${name} is removed although changed since the preview`);
    }
    const sum = this.own.at(-1)?.sum;
    if (sum?.removed !== removed) throw new Error('the end counts other people than were removed');
    if (sum.removed + sum.kept + sum.left !== this.accounts.size) throw new Error('the sum is wrong');
    if (sum.left > 0 && !this.cancelled) throw new Error('people are left over without a cancel');
  }
}
