/** An event as the server keeps it. `data` and `metadata` are bytes that it does not look into. */
export interface Stored {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly stream: string;
  readonly revision: number;
  /** grows with the bytes of the log; events of other applications lie between */
  readonly commit: bigint;
  readonly createdMs: number;
}

export type Proposed = Pick<Stored, 'id' | 'type' | 'data' | 'metadata'>;

export type AppendResult =
  { readonly last: Stored; readonly isRepeated: boolean } | { readonly wrongRevision: true; readonly current: number };

/** The events of a server, in memory. Cites the lines of event-stores.md that it imitates. */
export class MemoryLog {
  events: Stored[] = [];
  private readonly streams = new Map<string, Stored[]>();
  private readonly watchers = new Set<(event: Stored) => void>();
  private nextCommit = 0n;

  of(stream: string): readonly Stored[] {
    return this.streams.get(stream) ?? [];
  }

  /**
   * "same ids at the *current* revision, or twice in a batch: written again; exact revision and no_stream: idempotent".
   * @param expected -1 for no_stream
   */
  append(stream: string, expected: number, batch: readonly Proposed[]): AppendResult {
    const there = this.of(stream);
    if (expected !== there.length - 1) {
      const at = there.slice(expected + 1, expected + 1 + batch.length);
      const last = at.at(-1);
      const isRepeated =
        last !== undefined && at.length === batch.length && at.every(({ id }, n) => id === batch[n]?.id);
      return isRepeated ? { last, isRepeated } : { wrongRevision: true, current: there.length - 1 };
    }
    const added = batch.map((event, n) => this.stored(stream, expected + 1 + n, event));
    this.keep(added);
    return { last: added.at(-1) as Stored, isRepeated: false };
  }

  private stored(stream: string, revision: number, event: Proposed): Stored {
    const stored = { ...event, stream, revision, commit: this.nextCommit, createdMs: Date.now() };
    this.nextCommit = endOf(stored);
    return stored;
  }

  /** Adds events as they are: those of an append, or of a copy that is restored. */
  keep(added: readonly Stored[]): void {
    for (const event of added) {
      this.events.push(event);
      const stream = this.streams.get(event.stream);
      if (stream) stream.push(event);
      else this.streams.set(event.stream, [event]);
    }
    const last = added.at(-1);
    if (last && last.commit >= this.nextCommit) this.nextCommit = endOf(last);
    for (const event of added) for (const watcher of this.watchers) watcher(event);
  }

  /** Events appended from now on, until the returned function is called. */
  watch(watcher: (event: Stored) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Index of the first event at or after a commit position. */
  indexOf(commit: bigint): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle] as Stored).commit < commit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** "one that is no boundary: `unknown` (2)"; "a position beyond the end is accepted" */
  isBoundary(commit: bigint): boolean {
    return commit >= this.nextCommit || this.events[this.indexOf(commit)]?.commit === commit;
  }

  /** An older copy of the log is restored: later events are gone, and their positions are given out again. */
  cutTo(length: number): void {
    const kept = this.events.slice(0, length);
    this.nextCommit = this.events[length]?.commit ?? this.nextCommit;
    this.events = [];
    this.streams.clear();
    const watchers = [...this.watchers];
    this.watchers.clear();
    this.keep(kept);
    for (const watcher of watchers) this.watchers.add(watcher);
  }
}

const endOf = ({ commit, data }: Stored) => commit + BigInt(100 + data.byteLength);
