import type pg from 'pg';
import { RequestBudget, type Priority, type Share, type SlotOrWait, type Wish } from '../request-budget.js';

/** So many requests in any stretch of time of this length, for each host. */
export interface RollingLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** One slot in thirty is for people who wait at a page: 10 of HaloPSA's 300. A limit below five has none to spare. */
export function keptFree({ requests }: RollingLimit): number {
  return requests < 5 ? 0 : Math.max(1, Math.floor(requests / 30));
}

/** How the slots of one host are divided among those who use it. */
export interface Shares {
  /** what is not accepted yet has so many at most: one reseller, and all of them together */
  readonly unprovenEach: number;
  readonly unprovenAll: number;
  /** so many are left for other resellers of the host by one that has more than its equal part */
  readonly leftForOthers: number;
}

/**
 * A twentieth of the slots for credentials that are not accepted yet, a tenth for those of all resellers together: 15 and 30 of 300. Signing
 * in takes three requests at most, so four are the least with which it can be tried.
 */
export function sharesOf({ requests }: Pick<RollingLimit, 'requests'>): Shares {
  const part = (of: number) => Math.min(requests, Math.max(4, Math.floor(requests / of)));
  return { unprovenEach: part(20), unprovenAll: part(10), leftForOthers: Math.floor(requests / 10) };
}

/** An answer is told with the next slot that is taken, and where none is, so many milliseconds later. */
const TELL_AFTER_MS = 50;

/** The budget of every process on this database together, by the database's clock. Each call is one statement. */
export class PostgresRequestBudget extends RequestBudget {
  /** requests that were answered, and when, by the clock of this process */
  private answers: { readonly slot: string; readonly at: number }[] = [];
  private telling: NodeJS.Timeout | undefined;
  private readonly shares: Shares;

  constructor(
    private readonly pool: pg.Pool,
    private readonly limit: RollingLimit,
  ) {
    super();
    this.shares = sharesOf(limit);
  }

  async take({ host, resellerId, accepted, priority, longestMs }: Wish): Promise<SlotOrWait> {
    const { unprovenEach, unprovenAll, leftForOthers } = this.shares;
    const { rows } = await this.pool.query<Row>({
      name: 'halo-slot-take',
      text: `select slot, retry_at, wait_ms
             from halo_slot_take($1, $2, $3 * interval '1 ms', $4 * interval '1 ms', $5::bigint[], $6::double precision[], $7,
               $8, $9, $10, $11, $12)`,
      values: [
        // What is not accepted leaves the slots that are kept free to those who are.
        ...[host, this.mostFor(accepted ? priority : 'background'), longestMs, this.limit.windowMs],
        ...[...this.newAnswers(), this.lotFor(priority)],
        ...[resellerId, accepted, leftForOthers, unprovenEach, unprovenAll],
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

  /** A pause is made longer by another one, never shorter. One that was provoked without accepted credentials is for that reseller alone. */
  async pause({ host, resellerId, accepted }: Share, ms: number): Promise<Date> {
    const { rows } = await this.pool.query<{ until: Date }>(
      `with over as (delete from halo_pause where until < clock_timestamp() - interval '1 hour')
       insert into halo_pause (host, unproven_by, until) values ($1, $2, clock_timestamp() + $3 * interval '1 ms')
       on conflict (host, unproven_by) do update set until = greatest(halo_pause.until, excluded.until) returning until`,
      [host, accepted ? EVERYBODY : resellerId, ms],
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

/** `halo_pause.unproven_by` of a pause for all requests to the host */
const EVERYBODY = '*';

interface Row {
  readonly slot: string | null;
  readonly retry_at: Date;
  readonly wait_ms: number;
}
