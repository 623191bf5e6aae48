import { oneLine } from '../../shared/text/index.js';
import { AllowList } from './addresses.js';
import { BOUNDS } from './answer-bounds.js';
import { apiFault, isRow, parseJson } from './answers.js';
import { discover, type Discovered } from './discovery.js';
import { pageOf, recordOf, type Page } from './envelope.js';
import { HaloError, type HaloFault } from './errors.js';
import { guardedAgent } from './guard.js';
import { HaloHttp, type Answer } from './http.js';
import { LimitedHttp } from './limited-http.js';
import { asMaintenance, throughMaintenance } from './maintenance.js';
import { haloId, truth } from './numbers.js';
import { TIMEOUTS, type HaloConnectorOptions } from './options.js';
import { outgoingAddress } from './outgoing-address.js';
import { pageOutcome } from './page-outcome.js';
import { Party, UNKNOWN_RESELLER } from './party.js';
import { listPage, usersPage } from './people.js';
import { UnlimitedRequests } from './request-budget.js';
import { Tokens } from './tokens.js';
import type { Group, GroupList, HaloCredentials, UsersPage } from './types.js';

const PAGE_SIZE = '100';
/** 20,000 groups: a list that goes on is not a list of clients. It ends before HaloPSA's usual limit does (halo-api.md, "Limits and faults"). */
const MOST_PAGES = 200;
const MOST_GROUPS = 20_000;

/**
 * HaloPSA's wire: sign-in, paging, limits, and the guard before all of it. Reads only. Knows nothing of Teams or imports, keeps nothing
 * but tokens, and logs nothing. Every method throws HaloError and nothing else, but for what the budget throws.
 */
export class HaloConnector {
  readonly #http: HaloHttp;
  readonly #tokens: Tokens;
  /** for a page that somebody waits for */
  readonly #atPage: LimitedHttp;
  readonly #inBackground: LimitedHttp;
  readonly #now: () => number;
  readonly #pageMs: number;

  /** @throws Error when an entry of `allow` is neither an origin nor a network */
  constructor(options: HaloConnectorOptions) {
    const allow = new AllowList(options.allow);
    const { connectMs, headersMs, bodyMs, overallMs, pageMs } = { ...TIMEOUTS, ...options.timeouts };
    const maxAnswerBytes = options.maxAnswerBytes ?? BOUNDS.bytes;
    const { resolver } = options;
    const agent = guardedAgent({ allow, resolver, connectTimeoutMs: connectMs, headersMs, bodyMs, maxAnswerBytes });
    const now = options.now ?? Date.now;
    const budget = options.budget ?? new UnlimitedRequests(now);
    this.#http = new HaloHttp(agent, allow, overallMs, options.userAgent ?? 'BrainStation-portal');
    this.#atPage = new LimitedHttp(this.#http, budget, 'waiting-person', now);
    this.#inBackground = new LimitedHttp(this.#http, budget, 'background', now);
    this.#tokens = new Tokens(now);
    this.#now = now;
    this.#pageMs = pageMs;
  }

  /** What the HaloPSA at an address says of itself without a sign-in; undefined where nothing answers as HaloPSA. */
  discover(baseUrl: string, signal?: AbortSignal): Promise<Discovered | undefined> {
    return discover(this.#atPage, new Party(UNKNOWN_RESELLER), baseUrl, signal);
  }

  /**
   * All clients, active or not, then all distribution lists, if that module is on and may be read. An empty answer is possible: HaloPSA
   * gives one to an agent who may not see clients. Somebody waits for it at a page: slots of the budget are kept free for this.
   */
  async listGroups(given: HaloCredentials, signal?: AbortSignal): Promise<GroupList> {
    // one party for all pages: the first that HaloPSA answers has the others count as accepted
    const credentials = { ...given, party: partyOf(given) };
    const both = { includeactive: 'true', includeinactive: 'true' };
    const giveUpAt = performance.now() + this.#pageMs;
    const asking: Asking = { http: this.#atPage, credentials, signal, giveUpAt };
    const clients = await this.#allGroups('client', (pageNo) =>
      throughMaintenance(pageNo, giveUpAt, async () =>
        pageOf(await this.#get(asking, '/api/Client', { ...paged(pageNo), ...both }), 'clients'),
      ),
    );
    const lists = await this.#distributionLists(asking);
    return { groups: [...clients.groups, ...lists.groups], announced: clients.announced + lists.announced };
  }

  /**
   * One page of a group's people, active or not, service accounts and placeholders included; in the background, so that a budget that is
   * used up shows at once as `rate-limited`.
   * @param pageNo from 1. A distribution list has one page, the second is empty.
   */
  async usersPage(
    credentials: HaloCredentials,
    group: Pick<Group, 'kind' | 'id'>,
    pageNo: number,
    signal?: AbortSignal,
  ): Promise<UsersPage> {
    if (group.kind === 'list') return this.#listPage(credentials, group.id, pageNo, signal);
    const everybody = {
      client_id: String(group.id),
      includeactive: 'true',
      includeinactive: 'true',
      includeserviceaccount: 'true',
      includenonserviceaccount: 'true',
    };
    const query = { ...paged(pageNo), ...everybody };
    const body = this.#get({ http: this.#inBackground, credentials, signal }, '/api/Users', query);
    return usersPage(await body.catch(asMaintenance(pageNo)), group.id);
  }

  /** Origins that were given the secret of these credentials, as far back as this process remembers. */
  secretSentTo(credentials: HaloCredentials): readonly string[] {
    return this.#tokens.sentTo(credentials);
  }

  /** Ends all connections. */
  close(): Promise<void> {
    return this.#http.close();
  }

  #distributionLists(asking: Asking): Promise<GroupList> {
    let complete = false;
    return this.#allGroups('list', async (pageNo) => {
      if (complete) return { rows: [], announced: null };
      const body = this.#get(asking, '/api/DistributionLists', paged(pageNo));
      const page = pageOf(await (pageNo === 1 ? body.catch(noneWhereTheModuleIsOff) : body), undefined);
      // without an announced number it is no paged answer, but all there is
      complete = page.announced === null;
      return page;
    });
  }

  async #listPage(credentials: HaloCredentials, id: number, pageNo: number, signal?: AbortSignal): Promise<UsersPage> {
    if (pageNo > 1) return { people: [], announced: null, rows: 0, ids: [], unusable: 0 };
    const asking: Asking = { http: this.#inBackground, credentials, signal };
    const body = await this.#get(asking, `/api/DistributionLists/${id}`, {}, 'group-gone');
    return listPage(recordOf(body, ['id', 'users', 'members']));
  }

  async #allGroups(kind: Group['kind'], load: (pageNo: number) => Promise<Page>): Promise<GroupList> {
    const groups = new Map<number, Group>();
    let said = 0;
    for (let pageNo = 1; pageNo <= MOST_PAGES; pageNo++) {
      const { rows, announced } = await load(pageNo);
      const before = groups.size;
      const found = rows.flatMap((row) => toGroup(kind, row) ?? []);
      if (rows.length > 0 && found.length === 0) throw new HaloError('bad-answer', { detail: 'no row has an id' });
      for (const group of found) if (!groups.has(group.id)) groups.set(group.id, group);
      if (groups.size > MOST_GROUPS) throw new HaloError('too-large', { detail: `more than ${MOST_GROUPS} groups` });
      const newIds = groups.size - before;
      const outcome = pageOutcome({ rowsInPage: rows.length, newIds, distinctSoFar: groups.size, announced });
      // behind the end it counts nobody
      if (rows.length > 0 && announced !== null) said = announced;
      if (outcome === 'end') return { groups: [...groups.values()], announced: Math.max(said, groups.size) };
      if (outcome === 'fault') break;
    }
    throw new HaloError('list-broken', { detail: kind });
  }

  /** One GET with a token. A token that was good before and is refused now is replaced once: HaloPSA says 401, sometimes 400. */
  async #get(
    { http, credentials, signal, giveUpAt }: Asking,
    path: string,
    query: Readonly<Record<string, string>>,
    missing?: HaloFault,
  ): Promise<unknown> {
    const url = outgoingAddress(credentials.baseUrl, path.split('/').slice(1), query);
    const party = partyOf(credentials);
    const send = async (): Promise<{ answer: Answer; stale: boolean }> => {
      const token = await this.#tokens.get(http, party, credentials, signal);
      const headers = { authorization: `Bearer ${token.value}` };
      const answer = await http.send({ method: 'GET', url, headers, signal, giveUpAt }, party);
      const stale = !token.fresh && (answer.status === 401 || answer.status === 400);
      if (stale) this.#tokens.forget(credentials, token);
      return { answer, stale };
    };
    const first = await send();
    const { answer } = first.stale ? await send() : first;
    const fault = apiFault(answer, new Date(this.#now()), missing);
    if (fault) throw fault;
    return parseJson(answer);
  }
}

interface Asking {
  readonly http: LimitedHttp;
  readonly credentials: HaloCredentials;
  readonly signal: AbortSignal | undefined;
  /** by `performance.now()`; left out: as long as one request may wait */
  readonly giveUpAt?: number;
}

const partyOf = ({ party }: HaloCredentials): Party => party ?? new Party(UNKNOWN_RESELLER);

/** `pageinate` is HaloPSA's own spelling; without it the page is ignored silently. No order is documented as the usual one. */
function paged(pageNo: number): Record<string, string> {
  return { pageinate: 'true', page_no: String(pageNo), page_size: PAGE_SIZE, order: 'id', orderdesc: 'false' };
}

function toGroup(kind: Group['kind'], row: unknown): Group | null {
  const id = isRow(row) ? haloId(row['id']) : null;
  if (!isRow(row) || id === null) return null;
  return { kind, id, name: oneLine(row['name'], 200) || `#${id}`, inactive: truth(row['inactive']) };
}

/** The module is optional, and an older HaloPSA answers its address with a page. */
function noneWhereTheModuleIsOff(error: unknown): readonly unknown[] {
  if (error instanceof HaloError && (error.code === 'not-permitted' || error.code === 'not-halopsa')) return [];
  throw error;
}
