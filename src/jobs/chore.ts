/** Something that every sweep does, or every so often. Its failure keeps neither other chores nor the sweep from their work. */
export class Chore {
  #next = 0;

  constructor(
    private readonly work: () => Promise<unknown>,
    private readonly everyMs: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** @param now a monotonic time in milliseconds */
  async doIfDue(now = performance.now()): Promise<void> {
    if (now < this.#next) return;
    try {
      await this.work();
      this.#next = now + this.everyMs;
    } catch (error) {
      this.onError(error);
    }
  }
}
