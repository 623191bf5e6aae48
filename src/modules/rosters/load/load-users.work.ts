import { finishRoster } from './finish-roster.js';
import type { UsersFault } from '../../../facts/index.js';
import { setTimeout as after } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Roster } from '../roster.js';
import { inTransaction } from '../../../database/index.js';
import type { StepResult, Turn, Work } from '../../../jobs/index.js';
import { CredentialStore, SecretDoesNotOpen, type StoredCredentials } from '../../credentials/index.js';
import { HaloConnector, HaloError, type PeopleOf, type UsersPage } from '../../halo-connector/index.js';
import { LoadEnds } from './load-ends.js';
import { PagesAhead } from './pages-ahead.js';
import { retryPlan } from './retry-plan.js';
import { Rosters } from '../rosters.js';
import { savePages, type Saved } from './save-pages.js';

const STEP_MS = 20_000;
/** Waiting this long inside a step costs less than a new job. A longer wait would keep a worker from other loads. */
const SHORT_WAIT_MS = 250;

/** From this length on, a wait is explained on the page, and the time left is measured from its end. */
const LONG_WAIT_MS = 3_000;

/** Loads the people of a group into a roster, page by page. */
@Injectable()
export class LoadUsersWork implements Work {
  readonly queue = 'load-users';
  /** they mostly wait for HaloPSA, and hold no database connection while they do */
  readonly workers = 8;

  constructor(
    private readonly pool: pg.Pool,
    private readonly rosters: Rosters,
    private readonly credentials: CredentialStore,
    private readonly halo: HaloConnector,
    private readonly ends: LoadEnds,
  ) {}

  readonly unfinished = () => this.rosters.loading();

  readonly step = async (id: string, signal: AbortSignal, turn?: Turn): Promise<StepResult> => {
    const until = Date.now() + STEP_MS;
    const enough = () => signal.aborted || Date.now() > until || turn?.isOver() === true;
    for (;;) {
      const roster = await this.rosters.byId(id);
      if (roster?.status !== 'loading') return 'done';
      if (roster.notBefore && roster.waitMs > SHORT_WAIT_MS) return { notBefore: roster.notBefore };
      if (enough()) return 'again';
      if (roster.waitMs > 0) await after(roster.waitMs, undefined, { signal }).catch(() => undefined);
      else await this.loadPages(roster, enough, signal);
    }
  };

  /** Loads until the list ends, a fault occurs, or `enough` returns true. The roster's row says which page is next. */
  private async loadPages(roster: Roster, enough: () => boolean, signal: AbortSignal): Promise<void> {
    const stored = await this.opened(roster);
    if (typeof stored === 'string') return this.fail(roster, stored, roster.nextPage);
    const fetch = (pageNo: number, given: AbortSignal) =>
      this.halo.usersPage(stored.credentials, peopleOf(roster), pageNo, given);
    const ahead = new PagesAhead({ fetch, from: roster.nextPage, enough, signal });
    let next = roster.nextPage;
    try {
      for (let outcome: Saved['outcome'] = 'more'; outcome === 'more';) {
        const pages = await ahead.next();
        if (pages.length === 0) return;
        ({ outcome, at: next } = await this.save(roster, next, pages));
      }
    } catch (error) {
      if (!(error instanceof HaloError)) throw error;
      await this.afterFault(roster, next, error);
    } finally {
      ahead.stop();
    }
  }

  /** The credentials that the load began with. @returns a fault if they cannot be used; retrying would not help */
  private async opened({ resellerId, credentialsVersion }: Roster): Promise<StoredCredentials | UsersFault> {
    try {
      const stored = await this.credentials.forReseller(resellerId);
      return stored?.version === credentialsVersion ? stored : 'credentials-removed';
    } catch (error) {
      if (error instanceof SecretDoesNotOpen) return error.fault;
      throw error;
    }
  }

  private async save(roster: Roster, from: number, pages: readonly UsersPage[]): Promise<Saved> {
    const save = async (tx: pg.PoolClient) => {
      const saved = await savePages(tx, roster, from, pages);
      if (saved.outcome === 'end') await finishRoster(tx, roster);
      if (saved.outcome === 'more' || saved.outcome === 'again' || saved.outcome === 'stale') return { saved };
      const fault = saved.outcome === 'end' ? undefined : saved.outcome;
      return { saved, entry: await this.ends.stage(tx, roster, fault, saved.at) };
    };
    // A crash of PostgreSQL may undo this commit, but only as a whole: those pages are then loaded again.
    const { saved, entry } = await inTransaction(this.pool, save, { durable: false });
    await this.ends.deliver(entry);
    return saved;
  }

  private async afterFault(roster: Roster, next: number, error: HaloError): Promise<void> {
    if (error.code === 'cancelled') return;
    // the count of failed tries starts over after each saved page
    const tries = next === roster.nextPage ? roster.failedTries : 0;
    const plan = retryPlan(error, tries, next > 1 || roster.reading.n > 1);
    if ('fails' in plan) return this.fail(roster, plan.fails, next);
    const [until, pauseMs] = 'until' in plan ? [plan.until, null] : [null, plan.pauseMs];
    await this.pool.query(
      `update roster set not_before = wait.until, fault = $4, failed_tries = failed_tries + $5,
         loads_since = case when wait.long then wait.until else loads_since end,
         received_before = case when wait.long then received + foreign_ids else received_before end
       from (select until, until > clock_timestamp() + $7 * interval '1 ms' as long
             from coalesce($2::timestamptz, clock_timestamp() + $3 * interval '1 ms') until) wait
       where id = $1 and status = 'loading' and next_page = $6`,
      [roster.id, until, pauseMs, plan.shown, plan.counts ? 1 : 0, next, LONG_WAIT_MS],
    );
  }

  private async fail(roster: Roster, fault: UsersFault, next: number): Promise<void> {
    const entry = await inTransaction(this.pool, (tx) => this.ends.stage(tx, roster, fault, next));
    await this.ends.deliver(entry);
  }
}

/** A site always has its client: the database checks this. */
function peopleOf({ group: { kind, id, clientId = 0 } }: Roster): PeopleOf {
  return kind === 'site' ? { kind, id, clientId } : { kind, id };
}
