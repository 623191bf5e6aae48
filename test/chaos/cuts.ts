import { Died, Dying, type Fate } from './dying.js';

/** One run of a process that will meet its fate, and what becomes of things after it. */
export interface Attempt {
  /** what the process does */
  readonly act: (process: Dying) => Promise<unknown>;
  /** what happens while it sleeps, or after it died */
  readonly meanwhile: () => Promise<void>;
  /** runs when the remaining processes have finished. @throws if an invariant is violated */
  readonly judge: (answered: boolean) => Promise<void>;
}

/**
 * Lets a process meet its fate at its first call, then at its second, and so on until it comes to its end before.
 * @returns at how many calls
 */
export async function cutAtEachCall(fate: Fate, begin: () => Promise<Attempt>): Promise<number> {
  for (let at = 0; ; at++) {
    const { act, meanwhile, judge } = await begin();
    let slept: Promise<void> | undefined;
    const dying = new Dying(fate, at, () => (slept = meanwhile()));
    const answered = await act(dying).then(
      () => true,
      (error: unknown) => {
        // Its connection is gone when it wakes up.
        if (error instanceof Died || (fate === 'sleeps before' && dying.met !== undefined)) return false;
        throw error;
      },
    );
    // The call that slept may be one that no caller awaits any more.
    await (slept ?? meanwhile());
    await judge(answered).catch((error: unknown) => {
      throw new Error(`${fate} call ${at} (${dying.met ?? 'none'}): ${(error as Error).message}`, { cause: error });
    });
    if (dying.met === undefined) return at;
  }
}
