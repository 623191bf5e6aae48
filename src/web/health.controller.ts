import { Controller, Get, HttpCode, Inject, Optional, Res, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { Response } from 'express';
import pg from 'pg';
import { ProjectionRunner } from '../event-store/index.js';
import { AllowAnyone } from '../modules/access/index.js';

const PATIENCE_MS = 2_000;

/** For whatever watches the process. 503 only without the database: a projection that stands still is for people to look after. */
@Controller('health')
@AllowAnyone()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly pool: pg.Pool,
    @Optional() @Inject(ProjectionRunner) private readonly runner?: ProjectionRunner,
  ) {}

  @Get()
  @HttpCode(200)
  async check(@Res({ passthrough: true }) response: Response): Promise<object> {
    try {
      return await this.health.check([() => this.database(), () => this.projections()]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      response.status(503);
      return error.getResponse() as object;
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

  /** Names of the projections that met an event which they cannot apply. Why is in the log. */
  private async standing(): Promise<string[]> {
    const all = (await this.runner?.status()) ?? [];
    return all.filter(({ degraded }) => degraded !== undefined).map(({ name }) => name);
  }
}
