import { START, type EventStore, type Position, type RecordedEvent } from '../types.js';
import { Signals } from '../signals.js';

export const BATCH = 2_000;
/** How many batches the fastest reader may be ahead of the slowest, which bounds memory. One more is being read meanwhile. */
const AHEAD = 2;
const LOOK_MS = 1_000;

type Batch = Promise<readonly RecordedEvent[]>;

/** The position of one reader. */
export interface ReaderPlace {
  batch: number;
}

/** Reads the log once, from its first event up to a position, for several readers, each at its own pace. */
export class OneReading {
  private readonly places = new Set<ReaderPlace>();
  private readonly batches = new Map<number, Batch>();
  private readonly signals = new Signals();
  private events = 0;

  /** @param onRead called with the number of events read so far */
  constructor(
    private readonly store: EventStore,
    private readonly to: Position,
    private readonly onRead: (events: number) => void = () => undefined,
  ) {}

  /** All readers must join before the first one reads, because batches are dropped once all have passed. A reader that stops must leave. */
  join(): ReaderPlace {
    const place = { batch: 0 };
    this.places.add(place);
    return place;
  }

  leave(place: ReaderPlace): void {
    this.places.delete(place);
    this.signals.lookAgain('batch.taken');
  }

  async *read(place: ReaderPlace): AsyncGenerator<readonly RecordedEvent[]> {
    for (;;) {
      // Nothing comes between the look and the subscription: both are in one turn of the event loop.
      while (place.batch > this.slowest() + AHEAD) await this.signals.subscribe('batch.taken').next(LOOK_MS);
      const events = await this.batch(place.batch);
      if (events.length === 0) return;
      void this.batch(place.batch + 1);
      yield events;
      place.batch += 1;
      this.forget();
      this.signals.lookAgain('batch.taken');
    }
  }

  private slowest(): number {
    return Math.min(...[...this.places].map(({ batch }) => batch));
  }

  /** Drops batches that every reader has taken, except the latest: the next batch is read from its last position. */
  private forget(): void {
    const last = this.slowest() - 1;
    for (const batch of this.batches.keys()) if (batch < last) this.batches.delete(batch);
  }

  private batch(number: number): Batch {
    let batch = this.batches.get(number);
    if (!batch) {
      batch = this.readBehind(this.batches.get(number - 1));
      // The reader that takes this batch gets the rejection. There may be none.
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
