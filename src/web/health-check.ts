import { Inject, Injectable, Optional, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import pg from 'pg';
import { LogWatch, ProjectionRunner, type LogTrouble } from '../event-store/index.js';
import { Workers } from '../workers/index.js';

const PATIENCE_MS = 2_000;
const SHARED_MS = 1_000;

const TROUBLES: Readonly<Record<LogTrouble, string>> = {
  unreachable: 'The log does not answer. Pages show the last known state, and new events wait.',
  restored:
    'The log lacks events that this portal has seen: an older copy was restored. Appends are refused and projections stand still (docs/operations.md).',
  moved: 'The log is being moved, or was moved. Restart the portal when that is done.',
};

export interface HealthReport {
  /** the HTTP status. 503 only without the database: a restart would not help a stopped projection */
  readonly status: 200 | 503;
  readonly body: object;
}

/** The report for a monitor about this process. */
@Injectable()
export class HealthCheck {
  private askedAt = 0;
  private last: Promise<HealthReport> | undefined;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly pool: pg.Pool,
    @Optional() @Inject(ProjectionRunner) private readonly runner?: ProjectionRunner,
    @Optional() @Inject(Workers) private readonly workers?: Workers,
    @Optional() @Inject(LogWatch) private readonly log?: LogWatch,
  ) {}

  /** The report is shared for a second, so that frequent requests do not load the database. */
  report(): Promise<HealthReport> {
    if (!this.last || Date.now() - this.askedAt >= SHARED_MS) {
      this.askedAt = Date.now();
      this.last = this.ask();
    }
    return this.last;
  }

  private async ask(): Promise<HealthReport> {
    try {
      const checks = [() => this.database(), () => this.logState(), () => this.projections(), () => this.work()];
      return { status: 200, body: await this.health.check(checks) };
    } catch (error) {
      const body = error instanceof ServiceUnavailableException ? error.getResponse() : { status: 'error' };
      return { status: 503, body: body as object };
    }
  }

  private async database() {
    const { database } = await this.indicators
      .check('database')
      .attempt(() => this.pool.query('select 1').then(() => undefined))
      .withTimeout(PATIENCE_MS);
    // The driver's message names hosts and users: it belongs in the log, not in a public answer.
    const indicator = this.indicators.check('database');
    return database.status === 'up' ? indicator.up() : indicator.down();
  }

  private async logState() {
    const indicator = this.indicators.check('log');
    const { trouble } = (await this.log?.state()) ?? {};
    return trouble ? indicator.degraded({ message: TROUBLES[trouble] }) : indicator.up();
  }

  private async projections() {
    const { projections } = await this.indicators
      .check('projections')
      .attempt(async () => ({ standing: await this.standing() }))
      .withTimeout(PATIENCE_MS);
    const standing = (projections as { standing?: string[] }).standing;
    const indicator = this.indicators.check('projections');
    return standing?.length === 0 ? indicator.up() : indicator.degraded(standing ? { standing } : {});
  }

  private async work() {
    const { workers } = await this.indicators
      .check('workers')
      .attempt(async () => ({ missing: (await this.workers?.areMissing()) ?? false }))
      .withTimeout(PATIENCE_MS);
    const indicator = this.indicators.check('workers');
    if ((workers as { missing?: boolean }).missing === false) return indicator.up();
    return indicator.degraded({ message: 'No worker was seen for 30 seconds. Start one: ROLE=work.' });
  }

  /** The names of projections that met an event they cannot apply. The log has the reasons. */
  private async standing(): Promise<string[]> {
    return (await this.runner?.stopped()) ?? [];
  }
}
