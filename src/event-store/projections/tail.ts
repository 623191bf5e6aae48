import type { Position, RecordedEvent } from '../types.js';

/** Two appends of an import, and a megabyte or two: a list that falls behind further reads for itself. */
const KEPT = 1_000;

type Read = (after: Position, limit: number) => Promise<RecordedEvent[]>;

/**
 * The events at the end of the log that were read last. The lists of a process follow the log closely, each at its own pace: so it is read
 * and taken apart once for all of them.
 */
export class Tail {
  /** without gaps, in order; all that follow `before` up to the last one */
  private events: readonly RecordedEvent[] = [];
  private before: Position | undefined;
  private readonly reading = new Map<string, Promise<RecordedEvent[]>>();

  constructor(private readonly read: Read) {}

  /**
   * The next events after a position, at most `limit`, perhaps not all that there are by now; none only when there were none at the call.
   * @param seen grows when there is more in the log: a read that began before that does for nobody who knows of it
   */
  async after(position: Position, limit: number, seen: number): Promise<RecordedEvent[]> {
    const last = this.events.at(-1);
    if (this.before !== undefined && last && this.before <= position && position < last.position) {
      const first = this.events.findIndex((event) => event.position > position);
      return this.events.slice(first, first + limit);
    }
    return this.readOnce(position, limit, seen);
  }

  /** Who asks for what is being read already gets that. */
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
      // Behind a connection that was lost there may be a copy of the database that goes on differently.
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
