import { START, type Position, type RecordedEvent } from '../types.js';

/** The portal's stream with an empty name, which no append can have. The only event in it ends a log that was moved away. */
export const CLOSING_STREAM = '';

type Place = Pick<RecordedEvent, 'position'>;

/**
 * Where the log ends, if it was moved away. EventStoreDB cannot refuse the appends of a portal that still runs, because no append can depend
 * on another stream. But the order of all events is fixed once they are recorded, so the log is what lies before its closing event:
 *
 * - The move copies the events before it.
 * - An append is acknowledged only after a look which shows that the closing event does not lie before what it recorded. That look begins
 *   after the append was recorded, so it misses no closing event that lies before it.
 * - Readers hand out nothing that lies behind it: neither a projection nor a decision sees an append that was not acknowledged.
 *
 * So an append that arrives too late fails, its caller keeps what it had to append, and the new log accepts it at the same revision.
 */
export class LogEnd {
  private end: Position | undefined;
  /** the closing event, if there is one, lies behind this */
  private open: Position = START;

  /** @param look reads the closing event */
  constructor(private readonly look: () => Promise<RecordedEvent | undefined>) {}

  get position(): Position | undefined {
    return this.end;
  }

  /** @param events of all streams, without a gap */
  before(events: readonly RecordedEvent[]): RecordedEvent[] {
    const closing = events.findIndex(({ stream }) => stream === CLOSING_STREAM);
    if (closing >= 0) this.end = events[closing]?.position;
    const kept = closing < 0 ? [...events] : events.slice(0, closing);
    this.isOpenAt(kept.at(-1)?.position ?? START);
    return kept;
  }

  /** Whether an event that was just read, or is read now because it was recorded, is behind the end. */
  async isBehind(event: Place | Promise<Place>): Promise<boolean> {
    const known = event instanceof Promise ? undefined : event.position;
    const isKnownOpen = known !== undefined && known <= this.open;
    const [{ position }, isReached] = await Promise.all([event, !isKnownOpen && this.isReached()]);
    if (!isReached) this.isOpenAt(position);
    return this.end !== undefined && position >= this.end;
  }

  /** Whether the log was closed. */
  async isReached(): Promise<boolean> {
    this.end ??= (await this.look())?.position;
    return this.end !== undefined;
  }

  private isOpenAt(position: Position): void {
    if (position > this.open) this.open = position;
  }
}
