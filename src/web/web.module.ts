import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { Landing } from './landing.js';
import { CONFIG, type Config } from '../config.js';
import { HealthCheck } from './health-check.js';
import { HealthController } from './health.controller.js';
import { HtmlInterceptor } from './html.interceptor.js';
import { logOptions } from './log.js';

/**
 * How the portal serves pages. Needs the settings (`CONFIG`), the pool (`pg.Pool`), ProjectionRunner and Workers; see also configureWeb. Errors
 * become pages in the AccessModule, which knows who is signed in.
 */
@Module({})
export class WebModule {
  /** @param options.logTo receives log lines instead of standard output */
  static forRoot({ logTo }: { readonly logTo?: DestinationStream } = {}): DynamicModule {
    return {
      module: WebModule,
      global: true,
      imports: [
        LoggerModule.forRootAsync({
          inject: [CONFIG],
          useFactory: ({ logLevel }: Config) => logOptions(logLevel, logTo),
        }),
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [HealthController],
      providers: [HealthCheck, { provide: APP_INTERCEPTOR, useClass: HtmlInterceptor }, Landing],
      exports: [Landing],
    };
  }
}
