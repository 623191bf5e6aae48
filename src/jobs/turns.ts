const MOST_EACH = 2;

/**
 * Whose turn it is at the workers of one queue in one process. An owner that had its turn in this round is skipped until the others had
 * theirs; a new owner comes next. An owner has at most half of the workers and never more than two, so a single owner whose HaloPSA does
 * not answer cannot hold all workers.
 */
export class Turns {
  readonly #running = new Map<string, number>();
  readonly #served = new Set<string>();
  readonly #each: number;

  constructor(private readonly workers: number) {
    this.#each = Math.max(1, Math.min(MOST_EACH, Math.floor(workers / 2)));
  }

  get areAllTaken(): boolean {
    return [...this.#running.values()].reduce((sum, each) => sum + each, 0) >= this.workers;
  }

  /** Owners with a running step. */
  get running(): readonly string[] {
    return [...this.#running.keys()];
  }

  /** Owners to skip in this round. */
  get passedOver(): readonly string[] {
    return [...new Set([...this.#served, ...this.#full()])];
  }

  /** Starts a new round when no other owner has a job. @returns false if no owner was skipped only because it had its turn */
  beginRound(): boolean {
    const full = this.#full();
    if ([...this.#served].every((owner) => full.includes(owner))) return false;
    this.#served.clear();
    return true;
  }

  begin(owner: string): void {
    this.#served.add(owner);
    this.#running.set(owner, (this.#running.get(owner) ?? 0) + 1);
  }

  end(owner: string): void {
    const left = (this.#running.get(owner) ?? 1) - 1;
    if (left > 0) this.#running.set(owner, left);
    else this.#running.delete(owner);
  }

  #full(): string[] {
    return [...this.#running].flatMap(([owner, steps]) => (steps >= this.#each ? [owner] : []));
  }
}
