import type { Call } from './types.js';

export interface LoggedRequest {
  readonly at: number;
  readonly call: Call;
  readonly method: string;
  readonly path: string;
  /** The query's parameters, names in lower case. Form fields are not kept: they hold the secret. */
  readonly query: Readonly<Record<string, string>>;
  /** 0 if there was no answer. */
  readonly status: number;
  readonly fault: string | null;
}

const KEPT = 10_000;

/** The latest requests, and a count per call, for tests. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  private counts = new Map<Call, number>();

  add(entry: LoggedRequest): void {
    this.entries.push(entry);
    if (this.entries.length > KEPT * 2) this.entries = this.entries.slice(-KEPT);
    this.counts.set(entry.call, (this.counts.get(entry.call) ?? 0) + 1);
  }

  /** The stored requests, oldest first: of one call, or of all. */
  all(call?: Call): readonly LoggedRequest[] {
    return call === undefined ? this.entries : this.entries.filter((entry) => entry.call === call);
  }

  /** The number of requests since the start or the last `clear`, including those no longer stored. */
  count(call?: Call): number {
    if (call !== undefined) return this.counts.get(call) ?? 0;
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  clear(): void {
    this.entries = [];
    this.counts.clear();
  }
}
