import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction, Outbox, type NewEvent } from '../../../event-store/index.js';
import type { StepResult, Work } from '../../../jobs/index.js';
import { connectionStream, CredentialStore, usersLoaded, usersNotLoaded } from '../../credentials/index.js';
import { HaloConnector, HaloError, type HaloFault } from '../../halo-connector/index.js';
import { Rosters, type Roster, type RosterFault } from './rosters.js';
import { finishRoster, savePage } from './save-page.js';

/** Faults that may be gone in a moment, and how long to wait before each further try. */
const PASSING: readonly HaloFault[] = ['timed-out', 'unreachable', 'halo-error', 'bad-answer'];
const PAUSES_MS = [1_000, 3_000];
const STEP_MS = 20_000;

/** Loads the people of a group into a roster, page by page. */
@Injectable()
export class LoadUsersWork implements Work {
  readonly queue = 'load-users';

  constructor(
    private readonly pool: pg.Pool,
    private readonly rosters: Rosters,
    private readonly credentials: CredentialStore,
    private readonly halo: HaloConnector,
    private readonly outbox: Outbox,
  ) {}

  readonly unfinished = () => this.rosters.loading();

  readonly step = async (id: string, signal: AbortSignal): Promise<StepResult> => {
    const until = Date.now() + STEP_MS;
    for (;;) {
      const roster = await this.rosters.byId(id);
      if (roster?.status !== 'loading') return 'done';
      if (roster.notBefore && roster.notBefore.getTime() > Date.now()) return { notBefore: roster.notBefore };
      if (signal.aborted || Date.now() > until) return 'again';
      await this.loadPage(roster, signal);
    }
  };

  private async loadPage(roster: Roster, signal: AbortSignal): Promise<void> {
    const stored = await this.credentials.forReseller(roster.resellerId);
    if (stored?.version !== roster.credentialsVersion) return this.fail(roster, 'credentials-removed');
    try {
      const page = await this.halo.usersPage(stored.credentials, roster.group, roster.nextPage, signal);
      await this.save(roster, page);
    } catch (error) {
      if (!(error instanceof HaloError)) throw error;
      await this.afterFault(roster, error);
    }
  }

  private async save(roster: Roster, page: Awaited<ReturnType<HaloConnector['usersPage']>>): Promise<void> {
    const entry = await inTransaction(this.pool, async (tx) => {
      const outcome = await savePage(tx, roster, page);
      if (outcome === 'fault') return this.end(tx, roster, 'list-broken', roster.nextPage + 1);
      if (outcome !== 'end') return undefined;
      await finishRoster(tx, roster.id);
      return this.end(tx, roster, undefined, roster.nextPage + 1);
    });
    await this.deliver(entry);
  }

  private async afterFault(roster: Roster, { code, retryAt }: HaloError): Promise<void> {
    if (code === 'cancelled') return;
    const pause = PASSING.includes(code) ? PAUSES_MS[roster.failedTries] : undefined;
    const again = retryAt ?? (pause === undefined ? undefined : new Date(Date.now() + pause));
    if (!again) return this.fail(roster, code);
    const waits = code === 'rate-limited' ? code : null;
    await this.pool.query(
      `update roster set not_before = $2, fault = $3, failed_tries = failed_tries + $4
       where id = $1 and status = 'loading' and next_page = $5`,
      [roster.id, again, waits, waits ? 0 : 1, roster.nextPage],
    );
  }

  private async fail(roster: Roster, fault: RosterFault): Promise<void> {
    const entry = await inTransaction(this.pool, (tx) => this.end(tx, roster, fault, roster.nextPage));
    await this.deliver(entry);
  }

  /**
   * What the credentials were used for is recorded together with the end of the load, by whoever is at its last page.
   * @returns the outbox entry; undefined when another process is further on
   */
  private async end(tx: pg.PoolClient, roster: Roster, fault: RosterFault | undefined, nextPage: number) {
    const { rows } = await tx.query<{ announced: number | null; received: number }>(
      `update roster set status = $2, fault = $3, used_at = now() where id = $1 and status = 'loading' and next_page = $4
       returning announced, received`,
      [roster.id, fault ? 'failed' : 'loaded', fault ?? null, nextPage],
    );
    if (!rows[0]) return undefined;
    const load = { rosterId: roster.id, teamId: roster.teamId, group: roster.group, metadata: roster.metadata };
    const event: NewEvent = fault ? usersNotLoaded(load, fault) : usersLoaded(load, rows[0]);
    const stream = connectionStream(roster.resellerId);
    return this.outbox.stage(tx, { stream, expectedRevision: 'next', events: [event] });
  }

  private async deliver(entry: string | undefined): Promise<void> {
    // It is staged: what cannot be appended now, the next sweep appends.
    if (entry) await this.outbox.deliver(entry).catch(() => undefined);
  }
}
