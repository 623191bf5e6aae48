import { inTime } from './in-time.js';
import type { EventStore, LogTrouble } from './types.js';

const FRESH_MS = 1_000;
/** A page asks for the state, so a log that takes longer to answer counts as unreachable. */
const PATIENCE_MS = 800;

export interface LogState {
  readonly trouble: LogTrouble | undefined;
  /** when the log last answered this process */
  readonly answeredAt: Date;
}

/** Knows whether the log can be used. Asks it at most once a second, however many pages are served. */
export class LogWatch {
  private last: LogState = { trouble: undefined, answeredAt: new Date() };
  private askedAt = -Infinity;
  private asking: Promise<LogState> = Promise.resolve(this.last);

  constructor(private readonly store: Pick<EventStore, 'trouble'>) {}

  /** Takes at most about a second. Never throws. */
  state(): Promise<LogState> {
    if (performance.now() - this.askedAt >= FRESH_MS) {
      this.askedAt = performance.now();
      this.asking = this.ask();
    }
    return this.asking;
  }

  private async ask(): Promise<LogState> {
    const answer = this.store.trouble().then((trouble) => ({ trouble }));
    const { trouble } = (await inTime(answer, PATIENCE_MS).catch(() => undefined)) ?? { trouble: 'unreachable' };
    this.last = { trouble, answeredAt: trouble === 'unreachable' ? this.last.answeredAt : new Date() };
    return this.last;
  }
}
