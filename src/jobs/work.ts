/** How a step ended: all done; more to do now; or nothing to do before a point in time. */
export type StepResult = 'done' | 'again' | { readonly notBefore: Date };

/** A thing to work on, and the reseller it belongs to. */
export interface Task {
  readonly id: string;
  readonly owner: string;
}

/** How long a step may keep its worker. */
export interface Turn {
  /** others wait for a worker: stop at the next resting point */
  readonly isOver: () => boolean;
}

/** A kind of work that is done in steps. Its state is in tables of its own: a job only says "look at this one". */
export interface Work {
  readonly queue: string;
  /** how many steps run at once in a process. One owner has at most half of them, and never more than two */
  readonly workers: number;
  /**
   * Works on one task for at most about 20 seconds, less if its turn is over, and leaves it so that another process can continue. Must be
   * correct even if two run at the same time. Stops early when the signal is aborted.
   */
  readonly step: (id: string, signal: AbortSignal, turn?: Turn) => Promise<StepResult>;
  /** all unfinished tasks, for the sweep: one per owner, then the next of each owner, and so on */
  readonly unfinished: () => Promise<readonly Task[]>;
}
