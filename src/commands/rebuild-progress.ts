import type pg from 'pg';
import { rebuild, type EventStore, type Projection, type Watch } from '../event-store/index.js';
import type { Terminal } from './command.js';

const EVERY_MS = 1_000;

/** Rebuilds projections from a log, and prints its progress and the result. */
export async function rebuildWithProgress(
  pool: pg.Pool,
  store: EventStore,
  chosen: readonly Projection[],
  terminal: Terminal,
): Promise<void> {
  const progress = new RebuildProgress(terminal, await store.count());
  try {
    await rebuild(pool, store, chosen, progress);
  } finally {
    progress.end();
  }
  for (const { name } of chosen) terminal.out(`${name}: rebuilt in ${progress.seconds(name)} s`);
}

/** Prints the progress of a rebuild every second. Prints nothing for one that takes less. */
class RebuildProgress implements Required<Watch> {
  private readonly began = performance.now();
  private readonly timer: NodeJS.Timeout;
  private readonly done = new Map<string, number>();
  private readonly indexed = new Set<string>();
  private events = 0;
  private toldEvents = 0;

  /** @param of the total number of events, if the store knows it */
  constructor(
    private readonly terminal: Terminal,
    private readonly of: number | undefined,
  ) {
    this.timer = setInterval(() => this.tell(), EVERY_MS);
  }

  end(): void {
    clearInterval(this.timer);
  }

  /** Prints how long a projection took, in seconds. */
  seconds(name: string): string {
    return (((this.done.get(name) ?? this.began) - this.began) / 1_000).toFixed(1);
  }

  readonly onRead = (events: number): void => {
    this.events = events;
  };

  readonly onStep = (name: string, step: 'indexes' | 'done'): void => {
    this.indexed.add(name);
    if (step === 'done') this.done.set(name, performance.now());
  };

  private tell(): void {
    const { events, toldEvents, of } = this;
    this.toldEvents = events;
    const indexing = [...this.indexed].filter((name) => !this.done.has(name));
    const read =
      of === undefined ? `${said(events)} events` : `${said(events)} of ${said(Math.max(of, events))} events`;
    const speed = events > toldEvents ? `, ${said(((events - toldEvents) / EVERY_MS) * 1_000)} a second` : '';
    const finishing = indexing.length > 0 ? `; indexes of ${indexing.join(', ')}` : '';
    this.terminal.err(read + speed + finishing);
  }
}

export const said = (count: number) => Math.round(count).toLocaleString('en');
