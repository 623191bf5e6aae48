import type pg from 'pg';
import { RequestBudget, type Priority, type Taken, type Wish } from '../modules/halo-connector/index.js';

/** So many requests in any stretch of time of this length, for each host. */
export interface RollingLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** One slot in thirty is for people who wait at a page: 10 of HaloPSA's 300. A limit below five has none to spare. */
export function keptFree({ requests }: RollingLimit): number {
  return requests < 5 ? 0 : Math.max(1, Math.floor(requests / 30));
}

/** An answer is told with the next slot that is taken, and where none is, so many milliseconds later. */
const TELL_AFTER_MS = 50;

/** The budget of every process on this database together, by the database's clock. Each call is one statement. */
export class PostgresRequestBudget extends RequestBudget {
  /** requests that were answered, and when, by the clock of this process */
  private answers: { readonly slot: string; readonly at: number }[] = [];
  private telling: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly limit: RollingLimit,
  ) {
    super();
  }

  async take({ host, priority, longestMs }: Wish): Promise<Taken> {
    const { rows } = await this.pool.query<Row>({
      name: 'halo-slot-take',
      text: `select slot, retry_at, wait_ms
             from halo_slot_take($1, $2, $3 * interval '1 ms', $4 * interval '1 ms', $5::bigint[], $6::double precision[], $7)`,
      values: [
        ...[host, this.mostFor(priority), longestMs, this.limit.windowMs],
        ...[...this.newAnswers(), this.lotFor(priority)],
      ],
    });
    const { slot, retry_at: retryAt, wait_ms: waitMs } = rows[0] as Row;
    return slot === null ? { retryAt, waitMs } : { slot };
  }

  answered(slot: string): void {
    this.answers.push({ slot, at: performance.now() });
    this.telling ??= setTimeout(() => void this.tell(), TELL_AFTER_MS).unref();
  }

  /** Where this fails the slots come back by themselves, a little later. */
  private async tell(): Promise<void> {
    this.telling = undefined;
    if (this.answers.length === 0) return;
    const text = `select halo_slot_answered($2::bigint[], $3::double precision[], $1 * interval '1 ms')`;
    await this.pool.query(text, [this.limit.windowMs, ...this.newAnswers()]).catch(() => undefined);
  }

  /** @returns slots, and how many milliseconds ago each was answered */
  private newAnswers(): [string[], number[]] {
    const answers = this.answers;
    this.answers = [];
    const now = performance.now();
    return [answers.map(({ slot }) => slot), answers.map(({ at }) => now - at)];
  }

  /** A pause is made longer by another one, never shorter. */
  async pause(host: string, ms: number): Promise<Date> {
    const { rows } = await this.pool.query<{ until: Date }>(
      `insert into halo_pause values ($1, clock_timestamp() + $2 * interval '1 ms')
       on conflict (host) do update set until = greatest(halo_pause.until, excluded.until) returning until`,
      [host, ms],
    );
    return (rows[0] as { until: Date }).until;
  }

  /** A person waits for one slot. A load that is refused will want more than one: it comes back for as many as are kept free from it. */
  private lotFor(priority: Priority): number {
    return priority === 'background' ? Math.max(1, keptFree(this.limit)) : 1;
  }

  private mostFor(priority: Priority): number {
    return this.limit.requests - (priority === 'background' ? keptFree(this.limit) : 0);
  }
}

interface Row {
  readonly slot: string | null;
  readonly retry_at: Date;
  readonly wait_ms: number;
}
