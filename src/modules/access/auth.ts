import { Logger } from '@nestjs/common';
import { betterAuth } from 'better-auth';
import type pg from 'pg';

/** Signed out by itself after so long without a request. In seconds. */
const IDLE_SECONDS = 12 * 60 * 60;
/** How stale the recorded end of a session may get before a request moves it on. In seconds. */
const REFRESH_SECONDS = 5 * 60;

export interface AuthOptions {
  readonly pool: pg.Pool;
  /** what browsers call us; https here means Secure cookies with the `__Host-` prefix */
  readonly origin: string;
  /** signs the session cookies: at least 32 characters */
  readonly authSecret: string;
}

/** DI token. */
export const AUTH = Symbol('better-auth');
export type Auth = ReturnType<typeof createAuth>;

/**
 * Who signs in, and the sessions, in PostgreSQL. Nobody can sign up, and better-auth's own HTTP handler is mounted nowhere: only what
 * Sessions calls is used. better-auth's limits guard that handler alone, so sign-in has limits of its own (sign-in-limits.ts).
 */
export function createAuth({ pool, origin, authSecret }: AuthOptions) {
  return betterAuth({ ...authConfig(pool), baseURL: origin, secret: authSecret, advanced: advanced(origin) });
}

/** The part that shapes the tables: migrations/Migration0002Access.ts was generated from it, and a test holds the two together. */
export function authConfig(pool: pg.Pool) {
  return {
    database: pool,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: {
      modelName: 'portal_user',
      additionalFields: {
        // Without a default: a person whose role nobody named must not get one by accident.
        role: { type: 'string', required: true, input: false },
        resellerId: { type: 'string', required: true, input: false },
        teamId: { type: 'string', required: false, input: false },
      },
    },
    session: { modelName: 'portal_session', expiresIn: IDLE_SECONDS, updateAge: REFRESH_SECONDS },
    account: { modelName: 'portal_credential' },
    verification: { modelName: 'portal_verification' },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level: string, message: string) => new Logger('better-auth').error(message) },
    advanced: { database: { generateId: 'uuid' } },
  } as const;
}

/**
 * better-auth would use the prefix `__Secure-`. `__Host-` says more: no subdomain and no plain http can plant a cookie. Over plain http
 * (localhost) browsers refuse both.
 */
function advanced(origin: string) {
  const secure = origin.startsWith('https:');
  return {
    database: { generateId: 'uuid' },
    // Who has been where is nobody's business: addresses count for the limits of sign-in only.
    ipAddress: { disableIpTracking: true },
    useSecureCookies: false,
    cookiePrefix: secure ? '__Host-portal' : 'portal',
    defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
  } as const;
}
