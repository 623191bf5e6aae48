/** How a step ended: nothing left to do; more to do at once; or nothing to do before a point in time. */
export type StepResult = 'done' | 'again' | { readonly notBefore: Date };

/** Something to work on, and the reseller that it is done for. */
export interface Task {
  readonly id: string;
  readonly owner: string;
}

/** A step's time at a worker. */
export interface Turn {
  /** others wait for a worker: the step is to come to its next resting point */
  readonly isOver: () => boolean;
}

/** A kind of work that goes on in steps. What there is to do stands in its own tables: a job only says "look at this one". */
export interface Work {
  readonly queue: string;
  /** how many steps run at once in a process; one owner has at most half of them, and never more than two */
  readonly workers: number;
  /**
   * Does some of the work on one thing, for about 20 seconds at most, less when its turn is over, and leaves it so that another process can
   * go on. Right even when two run at the same time. Stops early when the signal is aborted.
   */
  readonly step: (id: string, signal: AbortSignal, turn?: Turn) => Promise<StepResult>;
  /** everything that is not finished, for the sweeper: of each owner one, then of each the next */
  readonly unfinished: () => Promise<readonly Task[]>;
}
