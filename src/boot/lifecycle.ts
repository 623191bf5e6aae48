import { setTimeout as pause } from 'node:timers/promises';

/** Shutdown was requested during startup. */
export class Ended extends Error {}

const MOST_MS = 30_000;

/** Starts services one after another and stops them in reverse order, so that the portal has written everything before its database stops. */
export class Lifecycle {
  readonly #running: { readonly name: string; readonly stop: () => Promise<unknown> }[] = [];
  #step: Promise<unknown> = Promise.resolve();
  #ending: Promise<void> | undefined;

  constructor(private readonly tell: (sentence: string) => void) {}

  /** @throws Ended, without starting anything, once `end` was called */
  async start<T>(name: string, start: () => Promise<T>, stop: (started: T) => Promise<unknown>): Promise<T> {
    if (this.#ending) throw new Ended();
    const step = start().then((started) => {
      this.#running.push({ name, stop: async () => stop(started) });
      return started;
    });
    this.#step = step.catch(() => undefined);
    return step;
  }

  /** Waits for a start in progress, then stops everything. A second call returns the same promise. Never rejects: failures are reported. */
  end(): Promise<void> {
    this.#ending ??= this.#stopAll();
    return this.#ending;
  }

  async #stopAll(): Promise<void> {
    await this.#step;
    for (let last = this.#running.pop(); last; last = this.#running.pop()) {
      const { name, stop } = last;
      const patience = new AbortController();
      const late = pause(MOST_MS, undefined, { signal: patience.signal, ref: false }).then(
        () => this.tell(`${name} did not end in ${MOST_MS / 1_000} seconds and is left to itself.`),
        () => undefined,
      );
      const stopped = stop().catch((error: unknown) => this.tell(`While stopping ${name}: ${String(error)}`));
      await Promise.race([stopped, late]);
      patience.abort();
    }
  }
}
