import { Logger } from '@nestjs/common';
import { betterAuth } from 'better-auth';
import type pg from 'pg';

/** The stored end of a session is extended at most once per this many seconds. */
const REFRESH_SECONDS = 5 * 60;

export interface AuthOptions {
  readonly pool: pg.Pool;
  /** our origin as browsers see it; https means Secure cookies with the `__Host-` prefix */
  readonly origin: string;
  /** signs the session cookies: at least 32 characters */
  readonly authSecret: string;
  /** sessions end after so many hours without a request; left out where no one signs in */
  readonly sessionHours?: number;
}

/** DI token. */
export const AUTH = Symbol('better-auth');
export type Auth = ReturnType<typeof createAuth>;

/**
 * Users and sessions in PostgreSQL. There is no sign-up, and better-auth's own HTTP handler is not mounted: only the functions that
 * Sessions calls are used. better-auth's rate limits protect only that handler, so sign-in has its own (sign-in-limits.ts).
 */
export function createAuth({ pool, origin, authSecret, sessionHours = 12 }: AuthOptions) {
  return betterAuth({
    ...authConfig(pool, sessionHours),
    baseURL: origin,
    secret: authSecret,
    advanced: advanced(origin),
  });
}

/** The part that determines the tables: migrations/Migration0002Access.ts was generated from it, and a test compares the two. */
export function authConfig(pool: pg.Pool, sessionHours: number) {
  return {
    database: pool,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: {
      modelName: 'portal_user',
      additionalFields: {
        // No default: a person whose role was left out must not get one by accident.
        role: { type: 'string', required: true, input: false },
        resellerId: { type: 'string', required: true, input: false },
        teamId: { type: 'string', required: false, input: false },
      },
    },
    session: { modelName: 'portal_session', expiresIn: sessionHours * 3_600, updateAge: REFRESH_SECONDS },
    account: { modelName: 'portal_credential' },
    verification: { modelName: 'portal_verification' },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level: string, message: string) => new Logger('better-auth').error(message) },
    advanced: { database: { generateId: 'uuid' } },
  } as const;
}

/**
 * better-auth would use the prefix `__Secure-`. `__Host-` is stricter: neither a subdomain nor plain http can plant a cookie. Over plain
 * http (localhost), browsers refuse both prefixes.
 */
function advanced(origin: string) {
  const secure = origin.startsWith('https:');
  return {
    database: { generateId: 'uuid' },
    // No tracking of addresses, for privacy: they are used only by the sign-in limits.
    ipAddress: { disableIpTracking: true },
    useSecureCookies: false,
    cookiePrefix: secure ? '__Host-portal' : 'portal',
    defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
  } as const;
}
