import type pg from 'pg';
import {
  RequestBudget,
  type BudgetUse,
  type Priority,
  type Share,
  type SlotOrWait,
  type Wish,
} from '../request-budget.js';

/** At most `requests` in any period of `windowMs` milliseconds, per host. */
export interface RollingLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** Slots kept free for people waiting at a page: one in thirty, so 10 of HaloPSA's 300. A limit below five has none to spare. */
export function keptFree({ requests }: RollingLimit): number {
  return requests < 5 ? 0 : Math.max(1, Math.floor(requests / 30));
}

/** How the slots of one host are divided among the resellers that use it. */
export interface Shares {
  /** the most that credentials not accepted yet may take: per reseller, and all resellers together */
  readonly unprovenEach: number;
  readonly unprovenAll: number;
  /** slots that a reseller above its equal part leaves to the host's other resellers */
  readonly leftForOthers: number;
}

/**
 * Credentials that are not accepted yet get a twentieth of the slots, and those of all resellers together a tenth: 15 and 30 of 300.
 * Signing in takes up to three requests, so four is the smallest share that allows an attempt.
 */
export function sharesOf({ requests }: Pick<RollingLimit, 'requests'>): Shares {
  const part = (of: number) => Math.min(requests, Math.max(4, Math.floor(requests / of)));
  return { unprovenEach: part(20), unprovenAll: part(10), leftForOthers: Math.floor(requests / 10) };
}

/** Answered requests are reported with the next take(), or after this many milliseconds. */
const TELL_AFTER_MS = 50;

/** One budget for all processes on this database, timed by the database's clock. Each call is one statement. */
export class PostgresRequestBudget extends RequestBudget {
  /** answered requests that are not reported yet, with the time by this process's clock */
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
        // Unaccepted credentials never use the slots that are kept free for people at a page.
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

  /** If this fails, the slots expire on their own, a little later. */
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

  /** A second pause can only lengthen the first. A pause caused by unaccepted credentials applies to that reseller alone. */
  async pause({ host, resellerId, accepted }: Share, ms: number): Promise<Date> {
    const { rows } = await this.pool.query<{ until: Date }>(
      `with over as (delete from halo_pause where until < clock_timestamp() - interval '1 hour')
       insert into halo_pause (host, unproven_by, until) values ($1, $2, clock_timestamp() + $3 * interval '1 ms')
       on conflict (host, unproven_by) do update set until = greatest(halo_pause.until, excluded.until) returning until`,
      [host, accepted ? EVERYBODY : resellerId, ms],
    );
    return (rows[0] as { until: Date }).until;
  }

  async useOf(host: string, resellerId: string): Promise<BudgetUse> {
    const { rows } = await this.pool.query<{ used: number }>(
      `select count(*)::int as used from halo_slot where host = $1 and free_at > clock_timestamp() and reseller_id = $2`,
      [host, resellerId],
    );
    return { most: this.limit.requests, windowMs: this.limit.windowMs, used: rows[0]?.used ?? 0 };
  }

  /**
   * How many slots to wait for. A person needs one. A background load needs more, so it retries once as many are free as are kept from it.
   */
  private lotFor(priority: Priority): number {
    return priority === 'background' ? Math.max(1, keptFree(this.limit)) : 1;
  }

  private mostFor(priority: Priority): number {
    return this.limit.requests - (priority === 'background' ? keptFree(this.limit) : 0);
  }
}

/** `halo_pause.unproven_by` of a pause that applies to all requests to the host */
const EVERYBODY = '*';

interface Row {
  readonly slot: string | null;
  readonly retry_at: Date;
  readonly wait_ms: number;
}
