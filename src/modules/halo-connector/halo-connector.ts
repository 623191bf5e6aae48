import { AllowList } from './addresses.js';
import { BOUNDS } from './answer-bounds.js';
import { ConnectionProbes, type ConnectionProbe } from './connection-probe.js';
import { discover, type Discovered } from './discovery.js';
import { pageOf, recordOf } from './envelope.js';
import { HaloError } from './errors.js';
import { readGroups, type Pages } from './groups.js';
import { guardedAgent } from './guard.js';
import { HaloApi, partyOf, type Asking } from './halo-api.js';
import { HaloHttp } from './http.js';
import { LimitedHttp } from './limited-http.js';
import { asMaintenance, throughMaintenance } from './maintenance.js';
import { lenient, ofLists } from './optional-lists.js';
import { TIMEOUTS, type HaloConnectorOptions } from './options.js';
import { Party, UNKNOWN_RESELLER } from './party.js';
import { listPage, NO_PEOPLE, usersPage } from './people.js';
import { ACTIVE_OR_NOT, paged, queryOf, SERVICE_ACCOUNTS_OR_NOT } from './queries.js';
import { UnlimitedRequests } from './request-budget.js';
import { readSites } from './sites.js';
import { Tokens } from './tokens.js';
import type { GroupList, HaloCredentials, PeopleOf, SiteList, UsersPage } from './types.js';

/**
 * HaloPSA's wire protocol: sign-in, paging and limits, behind the guard. Only reads. Knows nothing of Teams or imports, stores only tokens,
 * and logs nothing. Every method throws HaloError, or what the budget throws.
 */
export class HaloConnector {
  readonly #http: HaloHttp;
  readonly #tokens: Tokens;
  readonly #api: HaloApi;
  /** for people waiting at a page */
  readonly #atPage: LimitedHttp;
  readonly #inBackground: LimitedHttp;
  readonly #pageMs: number;
  readonly #groupsMs: number;
  readonly #probes: ConnectionProbes;

  /** @throws Error when an entry of `allow` is neither an origin nor a network */
  constructor(options: HaloConnectorOptions) {
    const allow = new AllowList(options.allow);
    const { connectMs, headersMs, bodyMs, overallMs, pageMs, groupsMs, testMs } = { ...TIMEOUTS, ...options.timeouts };
    const maxAnswerBytes = options.maxAnswerBytes ?? BOUNDS.bytes;
    const { resolver } = options;
    const agent = guardedAgent({ allow, resolver, connectTimeoutMs: connectMs, headersMs, bodyMs, maxAnswerBytes });
    const now = options.now ?? Date.now;
    const budget = options.budget ?? new UnlimitedRequests(now);
    this.#http = new HaloHttp(agent, allow, overallMs, options.userAgent ?? 'BrainStation-portal');
    this.#atPage = new LimitedHttp(this.#http, budget, 'waiting-person', now, options.observer);
    this.#inBackground = new LimitedHttp(this.#http, budget, 'background', now, options.observer);
    this.#tokens = new Tokens(now);
    this.#api = new HaloApi(this.#tokens, now);
    this.#pageMs = pageMs;
    this.#groupsMs = groupsMs;
    const tools = { http: this.#http, budget, now, observer: options.observer };
    this.#probes = new ConnectionProbes({ ...tools, tokens: this.#tokens, api: this.#api, pageMs, testMs });
  }

  /** What the HaloPSA at an address reveals without a sign-in; undefined if the answer is not HaloPSA's. */
  discover(baseUrl: string, signal?: AbortSignal): Promise<Discovered | undefined> {
    return discover(this.#atPage, new Party(UNKNOWN_RESELLER), baseUrl, signal);
  }

  /**
   * All clients, active or not, then all distribution lists if that module is on and readable; else `listsFault` says why. The answer can
   * be empty: HaloPSA sends no clients to an agent who may not see any. For a person waiting at a page: slots of the budget are kept free
   * for this.
   */
  async listGroups(given: HaloCredentials, signal?: AbortSignal): Promise<GroupList> {
    const pages = this.#pagesAtPage(given, signal);
    const clients = await readGroups('client', pages('/api/Client', 'clients', ACTIVE_OR_NOT));
    const { fault, ...lists } = await lenient(readGroups('list', pages('/api/DistributionLists', undefined, {})));
    return {
      groups: [...clients.groups, ...lists.groups],
      announced: clients.announced + lists.announced,
      unusable: clients.unusable + lists.unusable,
      unsure: clients.unsure || lists.unsure,
      listsFault: fault,
    };
  }

  /** All sites of a client, active or not. For a person waiting at a page, like `listGroups`. */
  async listSites(given: HaloCredentials, clientId: number, signal?: AbortSignal): Promise<SiteList> {
    const pages = this.#pagesAtPage(given, signal);
    return readSites(clientId, pages('/api/Site', 'sites', { client_id: String(clientId), ...ACTIVE_OR_NOT }));
  }

  /**
   * One page of a group's people, active or not, including service accounts and placeholders. Runs in the background, so an exhausted
   * budget is thrown at once as `rate-limited`.
   * @param pageNo from 1. A distribution list has one page; the second is empty.
   */
  async usersPage(
    credentials: HaloCredentials,
    group: PeopleOf,
    pageNo: number,
    signal?: AbortSignal,
  ): Promise<UsersPage> {
    if (group.kind === 'list') return this.#listPage(credentials, group.id, pageNo, signal);
    const of = group.kind === 'site' ? { clientId: group.clientId, siteId: group.id } : { clientId: group.id };
    const query = { ...paged(pageNo), ...queryOf(of), ...ACTIVE_OR_NOT, ...SERVICE_ACCOUNTS_OR_NOT };
    const body = this.#api.get({ http: this.#inBackground, credentials, signal }, '/api/Users', query);
    return usersPage(await body.catch(asMaintenance(pageNo)), of);
  }

  /**
   * What HaloPSA lets these credentials do, asked with a few requests and a new token. For a person waiting at a page, like `listGroups`.
   * Faults are part of the result; only what the budget throws is thrown.
   */
  probe(given: HaloCredentials): Promise<ConnectionProbe> {
    return this.#probes.run({ ...given, party: partyOf(given) });
  }

  /** Origins that received the secret of these credentials, as far as this process knows. */
  secretSentTo(credentials: HaloCredentials): readonly string[] {
    return this.#tokens.sentTo(credentials);
  }

  /** Closes all connections. */
  close(): Promise<void> {
    return this.#http.close();
  }

  /** Reads the pages of a list for a waiting person, all within one time limit. */
  #pagesAtPage(given: HaloCredentials, signal: AbortSignal | undefined) {
    // one party for all pages: once HaloPSA has answered the first, the others count as accepted
    const credentials = { ...given, party: partyOf(given) };
    const giveUpAt = performance.now() + this.#pageMs;
    const late = AbortSignal.timeout(this.#groupsMs);
    const either = AbortSignal.any(signal ? [late, signal] : [late]);
    const asking: Asking = { http: this.#atPage, credentials, signal: either, giveUpAt };
    return (path: string, key: string | undefined, query: Readonly<Record<string, string>>): Pages => ({
      load: (pageNo) =>
        throughMaintenance(pageNo, giveUpAt, async () =>
          pageOf(await this.#api.get(asking, path, { ...paged(pageNo), ...query }), key),
        ).catch((error: unknown) => {
          throw late.aborted && !signal?.aborted ? new HaloError('timed-out', { detail: path }) : error;
        }),
      mayReadAgain: () => performance.now() < giveUpAt,
    });
  }

  async #listPage(credentials: HaloCredentials, id: number, pageNo: number, signal?: AbortSignal): Promise<UsersPage> {
    if (pageNo > 1) return NO_PEOPLE;
    const asking: Asking = { http: this.#inBackground, credentials, signal };
    const body = await this.#api
      .get(asking, `/api/DistributionLists/${id}`, {}, 'group-gone')
      .catch((error: unknown) => {
        throw error instanceof HaloError ? ofLists(error) : error;
      });
    return listPage(recordOf(body, ['id', 'users', 'members']));
  }
}
