import type { Position, RecordedEvent } from '../types.js';

/** Two appends of an import, a megabyte or two. A projection that is further behind reads from the log. */
const KEPT = 1_000;

type Read = (after: Position, limit: number) => Promise<RecordedEvent[]>;

/**
 * A cache of the events at the end of the log. The projections of a process follow the log closely, each at its own pace, so events are
 * read and parsed once for all of them.
 */
export class Tail {
  /** all events after `before`, in order and without gaps */
  private events: readonly RecordedEvent[] = [];
  private before: Position | undefined;
  private readonly reading = new Map<string, Promise<RecordedEvent[]>>();

  constructor(private readonly read: Read) {}

  /**
   * The next events after a position, at most `limit`. The newest may be missing; empty only if there were none at the time of the call.
   * @param seen increases when the log grows: a caller that knows of a new event must not share a read that began before it
   */
  async after(position: Position, limit: number, seen: number): Promise<RecordedEvent[]> {
    const last = this.events.at(-1);
    if (this.before !== undefined && last && this.before <= position && position < last.position) {
      const first = this.events.findIndex((event) => event.position > position);
      return this.events.slice(first, first + limit);
    }
    return this.readOnce(position, limit, seen);
  }

  /** Callers that ask for the same events share one read. */
  private readOnce(position: Position, limit: number, seen: number): Promise<RecordedEvent[]> {
    const key = `${position} ${limit} ${seen}`;
    let events = this.reading.get(key);
    if (!events) {
      events = this.readNow(position, limit).finally(() => this.reading.delete(key));
      this.reading.set(key, events);
    }
    return events;
  }

  private async readNow(position: Position, limit: number): Promise<RecordedEvent[]> {
    try {
      const events = await this.read(position, limit);
      this.keep(position, events);
      return events;
    } catch (error) {
      // After a lost connection we may be connected to a replica with a different continuation.
      this.events = [];
      throw error;
    }
  }

  private keep(position: Position, events: readonly RecordedEvent[]): void {
    const last = this.events.at(-1);
    if (events.length === 0 || (last && position < last.position)) return;
    const all = position === last?.position ? [...this.events, ...events] : events;
    const forgotten = Math.max(0, all.length - KEPT);
    this.before = all === events ? position : this.before;
    if (forgotten > 0) this.before = all[forgotten - 1]?.position;
    this.events = all.slice(forgotten);
  }
}
