import { createHash } from 'node:crypto';
import type { RecordedEvent } from '../types.js';

/** What a log holds, in one line. */
export interface Summary {
  readonly events: number;
  /** SHA-256 of the canonical forms, in the order of the log */
  readonly sha256: string;
}

/**
 * An event as text that is the same in every log that holds it. PostgreSQL stores objects with their keys in an order of its own, so keys
 * are sorted; the two stores keep times at different precision, so they are whole milliseconds; positions are left out.
 */
export function canonicalOf({ stream, revision, id, type, data, metadata, recordedAt }: RecordedEvent): string {
  return JSON.stringify([stream, revision, id, type, sorted(data), sorted(metadata), recordedAt.getTime()]);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as Record<string, unknown>)[name])]));
}

/** Sums up a log, event by event. */
export class Summing {
  private readonly hash = createHash('sha256');
  private events = 0;

  add(events: readonly RecordedEvent[]): void {
    this.events += events.length;
    for (const event of events) this.hash.update(`${canonicalOf(event)}\n`);
  }

  end(): Summary {
    return { events: this.events, sha256: this.hash.digest('hex') };
  }
}
