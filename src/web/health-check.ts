import { Inject, Injectable, Optional, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import pg from 'pg';
import { ProjectionRunner } from '../event-store/index.js';
import { Workers } from '../workers/index.js';

const PATIENCE_MS = 2_000;
const SHARED_MS = 1_000;

export interface HealthReport {
  /** of the HTTP answer. 503 only without the database: a projection that stands still is for people to look after */
  readonly status: 200 | 503;
  readonly body: object;
}

/** What a monitor is told about this process. */
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
  ) {}

  /** One answer for all who ask within a second, so that asking often costs the database nothing. */
  report(): Promise<HealthReport> {
    if (!this.last || Date.now() - this.askedAt >= SHARED_MS) {
      this.askedAt = Date.now();
      this.last = this.ask();
    }
    return this.last;
  }

  private async ask(): Promise<HealthReport> {
    try {
      const checks = [() => this.database(), () => this.projections(), () => this.work()];
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
    // What the driver says names hosts and users: that is for the log, not for everybody.
    const indicator = this.indicators.check('database');
    return database.status === 'up' ? indicator.up() : indicator.down();
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

  /** Names of the projections that met an event which they cannot apply. Why is in the log. */
  private async standing(): Promise<string[]> {
    const all = (await this.runner?.status()) ?? [];
    return all.filter(({ degraded }) => degraded !== undefined).map(({ name }) => name);
  }
}
