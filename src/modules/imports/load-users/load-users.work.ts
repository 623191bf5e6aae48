import { setTimeout as after } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../../event-store/index.js';
import type { StepResult, Work } from '../../../jobs/index.js';
import { CredentialStore, SecretDoesNotOpen } from '../../credentials/index.js';
import { HaloConnector, HaloError, type HaloFault } from '../../halo-connector/index.js';
import { LoadEnds } from './load-ends.js';
import { Rosters, type Roster, type RosterFault } from './rosters.js';
import { finishRoster, savePage } from './save-page.js';

/** Faults that may be gone in a moment, and how long to wait before each further try. */
const PASSING: readonly HaloFault[] = ['timed-out', 'unreachable', 'halo-error', 'bad-answer'];
const PAUSES_MS = [1_000, 3_000];
const STEP_MS = 20_000;
/** Waiting so long in a step costs less than a job; longer would keep a worker from other loads. */
const SHORT_WAIT_MS = 250;

/** Loads the people of a group into a roster, page by page. */
@Injectable()
export class LoadUsersWork implements Work {
  readonly queue = 'load-users';

  constructor(
    private readonly pool: pg.Pool,
    private readonly rosters: Rosters,
    private readonly credentials: CredentialStore,
    private readonly halo: HaloConnector,
    private readonly ends: LoadEnds,
  ) {}

  readonly unfinished = () => this.rosters.loading();

  readonly step = async (id: string, signal: AbortSignal): Promise<StepResult> => {
    const until = Date.now() + STEP_MS;
    for (;;) {
      const roster = await this.rosters.byId(id);
      if (roster?.status !== 'loading') return 'done';
      if (roster.notBefore && roster.waitMs > SHORT_WAIT_MS) return { notBefore: roster.notBefore };
      if (signal.aborted || Date.now() > until) return 'again';
      if (roster.waitMs > 0) await after(roster.waitMs, undefined, { signal }).catch(() => undefined);
      else await this.loadPage(roster, signal);
    }
  };

  private async loadPage(roster: Roster, signal: AbortSignal): Promise<void> {
    const stored = await this.opened(roster);
    if (stored?.version !== roster.credentialsVersion) return this.fail(roster, 'credentials-removed');
    try {
      const page = await this.halo.usersPage(stored.credentials, roster.group, roster.nextPage, signal);
      await this.save(roster, page);
    } catch (error) {
      if (!(error instanceof HaloError)) throw error;
      await this.afterFault(roster, error);
    }
  }

  /** A secret that does not open will not open later either: it has to be typed again, as if there were none. */
  private async opened({ resellerId }: Roster) {
    try {
      return await this.credentials.forReseller(resellerId);
    } catch (error) {
      if (error instanceof SecretDoesNotOpen) return undefined;
      throw error;
    }
  }

  private async save(roster: Roster, page: Awaited<ReturnType<HaloConnector['usersPage']>>): Promise<void> {
    const entry = await inTransaction(this.pool, async (tx) => {
      const outcome = await savePage(tx, roster, page);
      if (outcome === 'fault') return this.ends.stage(tx, roster, 'list-broken', roster.nextPage + 1);
      if (outcome !== 'end') return undefined;
      await finishRoster(tx, roster.id);
      return this.ends.stage(tx, roster, undefined, roster.nextPage + 1);
    });
    await this.ends.deliver(entry);
  }

  private async afterFault(roster: Roster, { code, retryAt }: HaloError): Promise<void> {
    if (code === 'cancelled') return;
    const pause = PASSING.includes(code) ? PAUSES_MS[roster.failedTries] : undefined;
    if (!retryAt && pause === undefined) return this.fail(roster, code);
    const waits = code === 'rate-limited' ? code : null;
    await this.pool.query(
      `update roster set not_before = coalesce($2, clock_timestamp() + $3 * interval '1 ms'), fault = $4,
         failed_tries = failed_tries + $5
       where id = $1 and status = 'loading' and next_page = $6`,
      [roster.id, retryAt ?? null, pause ?? null, waits, waits ? 0 : 1, roster.nextPage],
    );
  }

  private async fail(roster: Roster, fault: RosterFault): Promise<void> {
    const entry = await inTransaction(this.pool, (tx) => this.ends.stage(tx, roster, fault, roster.nextPage));
    await this.ends.deliver(entry);
  }
}
