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

/** `npm run test:chaos` cuts at each call, `npm test` at every third, and begins each run at another one. */
const isWhole = process.env['CHAOS_ROUNDS'] !== undefined;
export const EVERY = isWhole ? 1 : 3;
export const FIRST = Number(process.env['CHAOS_SEED'] ?? Date.now()) % EVERY;

/**
 * Lets a process meet its fate at one call after the other, until it comes to its end before.
 * @param sparser `npm test` cuts at fewer calls by this factor, where there are very many
 * @returns how many calls it makes, to within `EVERY`, times `sparser`
 */
export async function cutAtEachCall(fate: Fate, begin: () => Promise<Attempt>, sparser = 1): Promise<number> {
  const every = isWhole ? 1 : EVERY * sparser;
  const first = Number(process.env['CHAOS_SEED'] ?? Date.now()) % every;
  for (let at = first; ; at += every) {
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
