import { START, type EventStore, type Position, type RecordedEvent } from '../types.js';
import { Wakes } from '../wakes.js';

export const BATCH = 2_000;
/** How many batches the fastest may be ahead of the slowest: what memory holds. One more is being read meanwhile. */
const AHEAD = 2;
const LOOK_MS = 1_000;

type Batch = Promise<readonly RecordedEvent[]>;

/** Where one of those who share a reading is. */
export interface Place {
  batch: number;
}

/** The log from its first event up to a position, read once for several, each of whom takes it at their own pace. */
export class OneReading {
  private readonly places = new Set<Place>();
  private readonly batches = new Map<number, Batch>();
  private readonly moved = new Wakes();
  private events = 0;

  /** @param onRead is told how many events have been read */
  constructor(
    private readonly store: EventStore,
    private readonly to: Position,
    private readonly onRead: (events: number) => void = () => undefined,
  ) {}

  /** All are to join before the first begins: what they have passed is let go. They leave, or the others wait for them. */
  join(): Place {
    const place = { batch: 0 };
    this.places.add(place);
    return place;
  }

  leave(place: Place): void {
    this.places.delete(place);
    this.moved.lookAgain();
  }

  async *read(place: Place): AsyncGenerator<readonly RecordedEvent[]> {
    for (;;) {
      while (place.batch > this.slowest() + AHEAD) await this.moved.next(this.moved.seen, LOOK_MS);
      const events = await this.batch(place.batch);
      if (events.length === 0) return;
      void this.batch(place.batch + 1);
      yield events;
      place.batch += 1;
      this.forget();
      this.moved.lookAgain();
    }
  }

  private slowest(): number {
    return Math.min(...[...this.places].map(({ batch }) => batch));
  }

  /** All but what somebody has still to take, and the one before it, behind which the next is read. */
  private forget(): void {
    const last = this.slowest() - 1;
    for (const batch of this.batches.keys()) if (batch < last) this.batches.delete(batch);
  }

  private batch(number: number): Batch {
    let batch = this.batches.get(number);
    if (!batch) {
      batch = this.readBehind(this.batches.get(number - 1));
      // Whoever takes it hears that it failed; perhaps nobody does.
      batch.catch(() => undefined);
      this.batches.set(number, batch);
    }
    return batch;
  }

  private async readBehind(batch?: Batch): Batch {
    const position = (await batch)?.at(-1)?.position ?? START;
    if (position >= this.to) return [];
    const events = await this.store.readAll(position, BATCH);
    this.events += events.length;
    this.onRead(this.events);
    return events;
  }
}
