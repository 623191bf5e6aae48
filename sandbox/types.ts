import type { UserRow } from './data/rows.js';

/** The calls the sandbox knows by name; `other` is anything else below /api and /auth, `outside` anything outside of them. */
export const CALLS = [
  'token',
  'authinfo',
  'clients',
  'client',
  'sites',
  'site',
  'users',
  'user',
  'lists',
  'list',
  'agents',
  'agent',
  'me',
  'lookup',
  'toplevels',
  'roles',
  'organisations',
  'other',
  'outside',
] as const;
export type Call = (typeof CALLS)[number];

/** A client to generate. */
export interface ClientSpec {
  readonly name: string;
  /** The total number of users (General Users and inactive ones included), or the users themselves. */
  readonly people: number | readonly Partial<UserRow>[];
  readonly inactive?: boolean;
  /** The number of sites; derived from the size if omitted. */
  readonly sites?: number;
  /** `usual` (default): a few per cent of each defect; `every`: each defect in turn; `none`: all are importable, and there is no General User. */
  readonly dirt?: 'usual' | 'every' | 'none';
  /** The name of another generated client: person n has the address of that client's person n, under another id. */
  readonly sameAddressesAs?: string;
  /** This client's own term for General Users, if it differs from the tenant's. */
  readonly generalUserName?: string;
}

export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
  /** Whether a 429 has a Retry-After. No real tenant has been seen sending one, so the default is no. */
  readonly retryAfter?: boolean;
}

export interface SandboxOptions {
  /** 0, the default, means any free port. */
  readonly port?: number;
  readonly host?: string;
  /** HaloPSA is below this path, such as `/halo`; '' (default): at the root. Outside of it is another web site. */
  readonly path?: string;
  /** The same seed produces the same people, ids and credentials. */
  readonly seed?: number;
  /** The tenant's name; '' simulates an on-premise HaloPSA, which has none. */
  readonly tenant?: string;
  /** Whether a token request must name the tenant. */
  readonly requireTenant?: boolean;
  /** The clients instead of the usual forty. */
  readonly clients?: readonly ClientSpec[];
  /** An additional client with this many users. */
  readonly big?: number;
  readonly generalUserName?: string;
  /** The maximum number of rows in a page, whatever the request says. 100 by default; some tenants return 1,000. */
  readonly pageCap?: number;
  /** Off by default, so that tests do not run into it by chance; the process (main.ts) switches it on. */
  readonly rateLimit?: RateLimit | 'off';
  readonly tokenLifetimeSeconds?: number;
  /** The answer to an expired token: usually 401, on some tenants 400. */
  readonly expiredTokenStatus?: 401 | 400;
  readonly distributionLists?: 'on' | 'off' | 'forbidden';
  /** The envelope is unknown: a bare array, or an object that contains one. */
  readonly distributionListsEnvelope?: 'array' | 'object';
  /** The answer to a token without the scope for distribution lists: 403, on one tenant 401. */
  readonly listsRefusal?: 403 | 401;
  /** GET /X/{id}: a bare object, on some tenants wrapped. */
  readonly details?: 'bare' | 'wrapped';
  /** Whether `search` on /Client has an effect. */
  readonly clientSearch?: 'ignored' | 'works';
  /** What authinfo returns instead of the sandbox's own /auth, for instance another origin. */
  readonly authUrl?: string;
  /** Milliseconds since 1970; tests pass a clock of their own. */
  readonly clock?: () => number;
}

/** An application as it would be set up in HaloPSA, and what it may do. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** What happens if a request asks for a known scope that the application lacks: a token without it, or no token. */
  readonly ungranted: 'left-out' | 'refused';
  /** `everything`; `nothing`: 200 with empty lists; `forbidden`: 403 at each endpoint, as with a login type that is not Agent. */
  readonly sees: 'everything' | 'nothing' | 'forbidden';
  /** Its tokens are expired from the start. */
  readonly expired: boolean;
}

export interface Applications {
  readonly main: Application;
  /** Has no customer scope: token fine, 403 at the lists. */
  readonly withoutCustomers: Application;
  /** Its agent may see neither clients nor users: 200 with empty lists. */
  readonly blindAgent: Application;
  /** Its login type is not Agent: token fine, 403 everywhere. */
  readonly notAnAgent: Application;
  /** Every token it gets has already expired, whatever `expires_in` says. */
  readonly expired: Application;
  /** May read customers, but no distribution lists: it gets a token without that scope. */
  readonly withoutLists: Application;
  /** The same, but it gets `invalid_scope` if it asks for more than it may. */
  readonly strict: Application;
}
