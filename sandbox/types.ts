import type { UserRow } from './data/rows.js';

/** The calls the sandbox knows by name; `other` is everything else below /api and /auth, `outside` whatever lies outside of them. */
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

/** One client to be generated. */
export interface ClientSpec {
  readonly name: string;
  /** How many users the client has in all (General Users and inactive ones included), or the users themselves. */
  readonly people: number | readonly Partial<UserRow>[];
  readonly inactive?: boolean;
  /** Number of sites; follows from the size if left out. */
  readonly sites?: number;
  /** `usual` (default): a few per cent of everything; `every`: each kind of dirt in turn; `none`: everybody is importable, and there is no General User. */
  readonly dirt?: 'usual' | 'every' | 'none';
  /** Name of another generated client: person n has the address of its person n, under another id. */
  readonly sameAddressesAs?: string;
  /** What this client calls its General Users, if not what the tenant calls them. */
  readonly generalUserName?: string;
}

export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
  /** Send a Retry-After with each 429. Real tenants have not been seen doing it, so the default is no. */
  readonly retryAfter?: boolean;
}

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Everything of HaloPSA lies below this path, such as `/halo`; '' (default): at the root. Outside of it is another web site. */
  readonly path?: string;
  /** The same seed makes the same people, ids and credentials. */
  readonly seed?: number;
  /** The tenant's name; '' plays an on-premise HaloPSA, which has none. */
  readonly tenant?: string;
  /** Refuse a token request that does not name the tenant. */
  readonly requireTenant?: boolean;
  /** The clients instead of the usual forty. */
  readonly clients?: readonly ClientSpec[];
  /** An additional client with so many users. */
  readonly big?: number;
  readonly generalUserName?: string;
  /** The most rows in a page, whatever was asked for. 100 by default; some tenants give 1,000. */
  readonly pageCap?: number;
  /** Default off, so that tests do not meet it by chance; the process (main.ts) switches it on. */
  readonly rateLimit?: RateLimit | 'off';
  readonly tokenLifetimeSeconds?: number;
  /** The answer to an expired token: usually 401, on some tenants 400. */
  readonly expiredTokenStatus?: 401 | 400;
  readonly distributionLists?: 'on' | 'off' | 'forbidden';
  /** Their envelope is not known: a bare array, or an object with an array in it. */
  readonly distributionListsEnvelope?: 'array' | 'object';
  /** The answer to a token without the scope for distribution lists: 403, on one tenant 401. */
  readonly listsRefusal?: 403 | 401;
  /** GET /X/{id}: a bare object, on some tenants wrapped. */
  readonly details?: 'bare' | 'wrapped';
  /** Whether `search` on /Client does anything. */
  readonly clientSearch?: 'ignored' | 'works';
  /** What authinfo says instead of the sandbox's own /auth, for instance another origin. */
  readonly authUrl?: string;
  /** Milliseconds since 1970; tests put in a clock of their own. */
  readonly clock?: () => number;
}

/** An application as it would be set up in HaloPSA, with what it is good for. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** What becomes of a scope that exists and was asked for, but is not the application's: the token comes without it, or no token does. */
  readonly ungranted: 'left-out' | 'refused';
  /** `everything`; `nothing`: 200 with empty lists; `forbidden`: 403 at each endpoint, as with a login type that is not Agent. */
  readonly sees: 'everything' | 'nothing' | 'forbidden';
  /** Its tokens are refused as expired from the first moment. */
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
  /** Every token it gets has expired already, whatever `expires_in` says. */
  readonly expired: Application;
  /** May read customers, but no distribution lists: it gets a token without that scope. */
  readonly withoutLists: Application;
  /** The same, but `invalid_scope` when it is asked for more than it may. */
  readonly strict: Application;
}
