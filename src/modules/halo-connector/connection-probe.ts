import type { HaloFault } from '../../facts/index.js';
import { discover } from './discovery.js';
import { pageOf, type Page } from './envelope.js';
import { HaloError } from './errors.js';
import type { Asking, HaloApi } from './halo-api.js';
import type { HaloHttp } from './http.js';
import { LimitedHttp } from './limited-http.js';
import { lenient } from './optional-lists.js';
import { NO_GROUPS } from './groups.js';
import type { Party } from './party.js';
import { ACTIVE_OR_NOT, paged, SERVICE_ACCOUNTS_OR_NOT } from './queries.js';
import type { HaloObserver } from './observer.js';
import type { BudgetUse, RequestBudget } from './request-budget.js';
import type { Rights } from './rights.js';
import { LimitWatch, type LimitSeen } from './seen-limit.js';
import type { Tokens } from './tokens.js';
import type { HaloCredentials } from './types.js';

/** How many rows of a list HaloPSA shows. */
export interface RowsSeen {
  readonly count: number;
  /** the first page was full, and HaloPSA announced no more: there may be more */
  readonly atLeast: boolean;
}

/** What HaloPSA lets some credentials do. What was not reached, because something failed before it, is null. */
export interface ConnectionProbe {
  /** the first fault that prevents an import, if any */
  readonly fault: HaloFault | null;
  /** with `rate-limited`, and with `halo-error` if HaloPSA says so */
  readonly retryAt: Date | undefined;
  /** the tenant that HaloPSA names as its own, to everybody who asks */
  readonly tenantNamed: string | null;
  readonly rights: Rights | null;
  readonly clients: RowsSeen | null;
  readonly people: RowsSeen | null;
  /** null without a fault: this HaloPSA has no distribution lists */
  readonly lists: RowsSeen | null;
  readonly listsFault: HaloFault | null;
  /** `own`: the portal's own limit; null if it has none */
  readonly limit: LimitSeen & { readonly own: BudgetUse | null };
}

interface Tools {
  readonly http: HaloHttp;
  readonly budget: RequestBudget;
  readonly tokens: Tokens;
  readonly api: HaloApi;
  readonly now: () => number;
  readonly observer: HaloObserver | undefined;
  /** all waits together, in milliseconds */
  readonly pageMs: number;
  /** all requests together, in milliseconds */
  readonly testMs: number;
}

type OfParty = HaloCredentials & { readonly party: Party };
interface Probing extends Asking {
  readonly http: LimitedHttp;
  readonly credentials: OfParty;
  readonly signal: AbortSignal;
}
type Found = Omit<ConnectionProbe, 'limit'>;

/** Asks HaloPSA what some credentials may do. */
export class ConnectionProbes {
  constructor(private readonly tools: Tools) {}

  /** Signs in again, and reads the first page of clients, people and distribution lists: the numbers are those that HaloPSA announces. */
  async run(credentials: OfParty): Promise<ConnectionProbe> {
    const { budget, now, observer, pageMs, testMs } = this.tools;
    const watch = new LimitWatch(observer);
    const http = new LimitedHttp(this.tools.http, budget, 'waiting-person', now, watch);
    const [signal, giveUpAt] = [AbortSignal.timeout(testMs), performance.now() + pageMs];
    const found = await this.find({ http, credentials, signal, giveUpAt });
    const own = await budget.useOf(new URL(credentials.baseUrl).host, credentials.party.resellerId);
    // Nothing but the time limit can cancel it.
    return { ...found, fault: found.fault === 'cancelled' ? 'timed-out' : found.fault, limit: { ...watch.seen, own } };
  }

  /** Four to nine requests, which end at the first fault. */
  private async find(probing: Probing): Promise<Found> {
    const { http, credentials, signal } = probing;
    const { party, baseUrl } = credentials;
    const nothing = { fault: null, retryAt: undefined, rights: null, clients: null, people: null, lists: null };
    const found: { -readonly [Key in keyof Found]: Found[Key] } = { ...nothing, tenantNamed: null, listsFault: null };
    try {
      const named = discover(http, party, baseUrl, signal).catch(ignoreFaults);
      const signedIn = this.tools.tokens.renew(http, party, credentials, signal).catch((error: unknown) => ({ error }));
      found.tenantNamed = (await named)?.tenantId ?? null;
      const rights = await signedIn;
      if ('error' in rights) throw rights.error;
      found.rights = rights;
      found.clients = seen(await this.page(probing, '/api/Client', 'clients', ACTIVE_OR_NOT));
      const all = { ...ONE, ...ACTIVE_OR_NOT, ...SERVICE_ACCOUNTS_OR_NOT };
      found.people = seen(await this.page(probing, '/api/Users', 'users', all), [1, ...FULL_PAGES]);
      Object.assign(found, await this.lists(probing));
    } catch (error) {
      if (!(error instanceof HaloError)) throw error;
      found.fault = error.code;
      found.retryAt = error.retryAt;
    }
    return found;
  }

  private async lists(probing: Probing): Promise<Pick<Found, 'lists' | 'listsFault'>> {
    let lists: RowsSeen | null = null;
    const read = this.page(probing, '/api/DistributionLists', undefined, {}).then((first) => {
      lists = seen(first);
      return NO_GROUPS;
    });
    const { fault } = await lenient(read);
    return { lists, listsFault: fault };
  }

  private async page(
    asking: Asking,
    path: string,
    key: string | undefined,
    query: Readonly<Record<string, string>>,
  ): Promise<Page> {
    return pageOf(await this.tools.api.get(asking, path, { ...paged(1), ...query }), key);
  }
}

/** One person is enough to know how many HaloPSA announces. */
const ONE = { page_size: '1' };

/** HaloPSA's page sizes: a page with as many rows may have been cut there. */
const FULL_PAGES: readonly number[] = [50, 100];

function seen({ rows, announced }: Page, full = FULL_PAGES): RowsSeen {
  const count = Math.max(rows.length, announced ?? 0);
  return { count, atLeast: count === rows.length && full.includes(rows.length) };
}

function ignoreFaults(error: unknown): undefined {
  if (!(error instanceof HaloError)) throw error;
}
