import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AllowAnyone } from './decorators.js';
import { HealthCheck } from './health-check.js';

/** The health check for monitors and containers. */
@Controller('health')
@AllowAnyone()
export class HealthController {
  constructor(private readonly health: HealthCheck) {}

  @Get()
  @HttpCode(200)
  async check(@Res({ passthrough: true }) response: Response): Promise<object> {
    const { status, body } = await this.health.report();
    response.status(status);
    return body;
  }
}
