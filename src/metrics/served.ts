import type { INestApplicationContext } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import pg from 'pg';
import type { Config } from '../config.js';
import { LogWatch, ProjectionRunner } from '../event-store/index.js';
import { metricsListener, type MetricsListener } from './listener.js';
import { Metrics } from './metrics.js';
import { readHealth } from './readings.js';

/** Whether the numbers are served on the port of the pages, or of a worker's health check. */
export function metricsBesidePages({ metrics }: Pick<Config, 'metrics'>): boolean {
  return metrics !== undefined && metrics.port === undefined;
}

/** Begins to measure the process. To be called once. */
export function servedMetrics(app: INestApplicationContext, config: Pick<Config, 'metrics'>): MetricsListener {
  const of = { strict: false };
  const metrics = app.get(Metrics, of);
  metrics.measureProcess();
  const read = readHealth(app.get(pg.Pool, of), app.get(ProjectionRunner, of), app.get(LogWatch, of));
  return metricsListener(metrics, read, config.metrics?.token);
}

/** Before the middleware of the pages, which redirects visitors without a session. */
export function serveBesidePages(app: NestExpressApplication, config: Pick<Config, 'metrics'>): void {
  if (!metricsBesidePages(config)) return;
  const serve = servedMetrics(app, config);
  app.use(((request, response, next) => {
    if (!serve(request, response)) next();
  }) satisfies RequestHandler);
}
