import type { NestApplicationOptions } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import type { Config } from '../config.js';
import { serveAssets } from './assets.js';
import { correlate, protect } from './headers.js';
import { readForms, readQuery } from './input.js';
import { sameOriginOnly } from './same-origin.js';

/** For NestFactory.create and createNestApplication: configureWeb installs the only body parser, for forms. */
export const WEB_OPTIONS: NestApplicationOptions = { bodyParser: false, bufferLogs: true };

/**
 * Installs the middleware that every request passes, for the portal and its tests alike. Call it once, before `app.init()`.
 */
export function configureWeb(app: NestExpressApplication, config: Config): void {
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', readQuery);
  app.set('trust proxy', config.trustProxy.length > 0 ? config.trustProxy : false);
  app.use(correlate, ...protect(config.origin), serveAssets(), sameOriginOnly(config.origin), ...readForms);
}
