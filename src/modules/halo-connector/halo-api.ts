import type { HaloFault } from '../../facts/index.js';
import { apiFault, parseJson } from './answers.js';
import type { Answer } from './http.js';
import { LimitedHttp } from './limited-http.js';
import { outgoingAddress } from './outgoing-address.js';
import { Party, UNKNOWN_RESELLER } from './party.js';
import { Tokens } from './tokens.js';
import type { HaloCredentials } from './types.js';

/** The credentials to ask with, the budget to use, and the time limit. */
export interface Asking {
  readonly http: LimitedHttp;
  readonly credentials: HaloCredentials;
  readonly signal: AbortSignal | undefined;
  /** by `performance.now()`; default: the longest wait of a single request */
  readonly giveUpAt?: number;
}

export const partyOf = ({ party }: HaloCredentials): Party => party ?? new Party(UNKNOWN_RESELLER);

/** HaloPSA's `/api`. Fetches and replaces tokens as needed. */
export class HaloApi {
  constructor(
    private readonly tokens: Tokens,
    private readonly now: () => number,
  ) {}

  /** One GET with a token. If a token that worked before is refused, it is replaced once: HaloPSA answers 401, sometimes 400. */
  async get(
    { http, credentials, signal, giveUpAt }: Asking,
    path: string,
    query: Readonly<Record<string, string>>,
    missing?: HaloFault,
  ): Promise<unknown> {
    const url = outgoingAddress(credentials.baseUrl, path.split('/').slice(1), query);
    const party = partyOf(credentials);
    const send = async (): Promise<{ answer: Answer; stale: boolean }> => {
      const token = await this.tokens.get(http, party, credentials, signal);
      const headers = { authorization: `Bearer ${token.value}` };
      const answer = await http.send({ method: 'GET', url, headers, signal, giveUpAt }, party);
      const stale = !token.fresh && (answer.status === 401 || answer.status === 400);
      if (stale) this.tokens.forget(credentials, token);
      return { answer, stale };
    };
    const first = await send();
    const { answer } = first.stale ? await send() : first;
    const fault = apiFault(answer, new Date(this.now()), missing);
    if (fault) throw fault;
    return parseJson(answer);
  }
}
