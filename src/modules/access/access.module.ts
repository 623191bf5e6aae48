import { type DynamicModule, Module, type OnModuleInit, Optional } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import pg from 'pg';
import { CONFIG, type Config } from '../../config.js';
import { Jobs } from '../../jobs/index.js';
import { AccessGuard } from './access.guard.js';
import { ErrorFilter } from './error.filter.js';
import { forgetExpiredSessions } from './forget-expired.js';
import { AUTH, createAuth } from './auth.js';
import { HomeController } from './home.controller.js';
import { DoneAgain } from './kept-form/done-again.js';
import { keyOfForms } from './kept-form/kept-form.js';
import { KeptFormRows } from './kept-form/kept-form-rows.js';
import { FORM_KEY, KeptForms } from './kept-form/kept-forms.js';
import { PortalUsers } from './portal-users.js';
import { SessionRows } from './session-rows.js';
import { Sessions } from './sessions.js';
import { SettingsController } from './settings/settings.controller.js';
import { UserSettings } from './settings/user-settings.js';
import { SignInController } from './sign-in.controller.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignInPages } from './sign-in-pages.js';

/** Needs the settings (`CONFIG`) and the pool (`pg.Pool`) from a global module. */
@Module({})
export class AccessModule implements OnModuleInit {
  /** @param jobs absent in a composition that only serves pages */
  constructor(
    private readonly pool: pg.Pool,
    @Optional() private readonly jobs?: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs?.onSweep(() => forgetExpiredSessions(this.pool), 60_000);
  }

  /** @param options.authSecret signs the session cookies and seals kept forms: at least 32 characters, the same in all processes */
  static forRoot({ authSecret }: { readonly authSecret: string }): DynamicModule {
    if (authSecret.length < 32) throw new Error('The secret for session cookies must have at least 32 characters.');
    return {
      module: AccessModule,
      global: true,
      controllers: [HomeController, SignInController, SettingsController],
      providers: [
        {
          provide: AUTH,
          inject: [pg.Pool, CONFIG],
          useFactory: (pool: pg.Pool, { origin, keep }: Config) =>
            createAuth({ pool, origin, authSecret, sessionHours: keep.sessionHours }),
        },
        { provide: FORM_KEY, useValue: keyOfForms(authSecret) },
        ...[
          SessionRows,
          Sessions,
          PortalUsers,
          UserSettings,
          SignInLimits,
          SignInPages,
          KeptFormRows,
          KeptForms,
          DoneAgain,
        ],
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
      exports: [Sessions, PortalUsers, SignInPages, KeptForms, DoneAgain],
    };
  }
}
