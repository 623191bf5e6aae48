import { EventEmitter2 } from '@nestjs/event-emitter';
import { START, type Position } from './types.js';

/** Where in this process there may be something new to look at. */
export type Signal = 'event.appended' | 'checkpoint.moved' | 'batch.taken';

/**
 * "Look again" inside a process, carried by an event emitter. A signal is only a hint: ordered polling is the guarantee behind it, so a lost
 * signal costs a poll interval and nothing else.
 */
export class Signals {
  private newest: Position = START;

  constructor(readonly emitter = new EventEmitter2({ maxListeners: 0 })) {}

  lookAgain(signal: Signal): void {
    this.emitter.emit(signal);
  }

  /** Reports a committed append. Reported twice (by the append itself and by NOTIFY), it signals once. */
  appended(position: Position): void {
    if (position <= this.newest) return;
    this.newest = position;
    this.lookAgain('event.appended');
  }

  /** Subscribe before looking: a signal between the look and the wait then ends the wait at once. */
  subscribe(signal: Signal): Subscription {
    return new Subscription(this.emitter, signal);
  }
}

/** Hears one signal. `next` or `end` ends it. */
export class Subscription {
  private isHeard = false;
  private wake: () => void = () => undefined;
  private readonly hear = () => {
    this.isHeard = true;
    this.wake();
  };

  constructor(
    private readonly emitter: EventEmitter2,
    private readonly signal: Signal,
  ) {
    emitter.on(signal, this.hear);
  }

  /**
   * Resolves at the first signal since the subscription, after `ms` milliseconds, or when `aborted` is.
   * @returns whether there was a signal
   */
  async next(ms: number, aborted?: AbortSignal): Promise<boolean> {
    if (!this.isHeard && !aborted?.aborted) {
      await new Promise<void>((done) => {
        const timer = setTimeout(done, ms);
        this.wake = () => {
          clearTimeout(timer);
          done();
        };
        aborted?.addEventListener('abort', this.wake);
      });
      aborted?.removeEventListener('abort', this.wake);
    }
    this.end();
    return this.isHeard;
  }

  end(): void {
    this.emitter.off(this.signal, this.hear);
  }
}
