/**
 * Moving a person (docs/adr/0025-moving-a-person.md) in memory: its lines, each an atomic action. A rule that is off is that line left out.
 */
export interface Rules {
  /** 1. the Team's lock is held until the log has answered, and archiving waits for it */
  readonly locked: boolean;
  /** 2. decided on the stream, not on the list of members */
  readonly decidedOnStream: boolean;
  /** 3. appended at the revision that was read */
  readonly exact: boolean;
  /** 4. a claim takes a Team only from a later revision than that of its own */
  readonly claimKnowsRevision: boolean;
  /** 5. a removal is of the Team that the stream names, so it ends the move before it or is refused */
  readonly removalKnowsMoves: boolean;
}

export const RULES: Rules = {
  ...{ locked: true, decidedOnStream: true, exact: true, claimKnowsRevision: true, removalKnowsMoves: true },
};

export const TEAMS = ['a', 'b', 'c'] as const;
export type Team = (typeof TEAMS)[number];

type Event =
  | { readonly type: 'moved'; readonly from: Team; readonly to: Team }
  | { readonly type: 'removed'; readonly from: Team };

/** One person, who begins in Team a. */
export class World {
  private readonly stream: Event[] = [];
  private readonly archived = new Set<Team>();
  private readonly locks = new Map<Team, number>();
  private projected = 0;
  private listed: Team | undefined = 'a';
  private claim: { team: Team; revision: number } | undefined = { team: 'a', revision: -1 };

  constructor(private readonly rules: Rules) {}

  /** Stops before each atomic action; being left there for ever is a crash, which lets the lock go. */
  *move(to: Team): Generator<void, void> {
    if (this.archived.has(to)) return;
    this.locks.set(to, (this.locks.get(to) ?? 0) + 1);
    try {
      const from = this.listed;
      if (from === undefined) return;
      yield;
      const now = this.team();
      const revision = this.stream.length - 1;
      if (this.rules.decidedOnStream ? now !== from || now === to : from === to) return;
      yield;
      if (this.rules.exact && revision !== this.stream.length - 1) return;
      this.append({ type: 'moved', from, to });
    } finally {
      this.locks.set(to, (this.locks.get(to) ?? 1) - 1);
    }
  }

  *remove(): Generator<void, void> {
    const from = this.listed;
    if (from === undefined) return;
    yield;
    const revision = this.stream.length - 1;
    if (this.rules.removalKnowsMoves && this.team() !== from) return;
    yield;
    if (revision === this.stream.length - 1 && this.stream.at(-1)?.type !== 'removed')
      this.append({ type: 'removed', from });
  }

  archive(team: Team): void {
    if (!this.rules.locked || (this.locks.get(team) ?? 0) === 0) this.archived.add(team);
  }

  /** The members projection applies the next event. */
  project(): void {
    const event = this.stream[this.projected];
    if (event) this.apply(event, this.projected++, true);
  }

  /** All events are applied again: to a new list, and to the claims as they are. */
  rebuild(upTo: number): void {
    for (const [revision, event] of this.stream.slice(0, Math.min(upTo, this.projected)).entries())
      this.apply(event, revision, false);
  }

  /** @throws where a promise is broken */
  settle(): void {
    while (this.projected < this.stream.length) this.project();
    let at: Team | undefined = 'a';
    for (const event of this.stream) {
      if (event.from !== at) throw new Error('a move or a removal from another Team than the person was in');
      at = event.type === 'moved' ? event.to : undefined;
    }
    if (this.listed !== at || this.claim?.team !== at) throw new Error('list, claim and log name different Teams');
  }

  private team(): Team | undefined {
    const last = this.stream.at(-1);
    return last === undefined ? 'a' : last.type === 'moved' ? last.to : undefined;
  }

  private append(event: Event): void {
    if (event.type === 'moved' && this.archived.has(event.to)) throw new Error('moved into an archived Team');
    this.stream.push(event);
  }

  private apply(event: Event, revision: number, toList: boolean): void {
    const team = event.type === 'moved' ? event.to : undefined;
    if (toList) this.listed = team;
    if (team === undefined) this.claim = undefined;
    else if (this.claim && (!this.rules.claimKnowsRevision || this.claim.revision < revision))
      this.claim = { team, revision };
  }
}
