import { createHash } from 'node:crypto';
import { HaloError } from './errors.js';
import type { LimitedHttp } from './limited-http.js';
import type { Party } from './party.js';
import type { Rights } from './rights.js';
import { signIn, type Held } from './sign-in.js';
import type { HaloCredentials } from './types.js';

const MOST_TOKENS = 500;
/** Larger than the number of tokens, because a refused secret was sent as well. */
const MOST_SENT = 2_000;

export interface Token {
  readonly value: string;
  /** issued for this call: if HaloPSA refuses it, it would refuse another one too */
  readonly fresh: boolean;
}

/** Tokens in memory, one per set of credentials. They are refreshed at 80 % of their lifetime, by one request at a time per priority. */
export class Tokens {
  readonly #held = new Map<string, Held>();
  readonly #underWay = new Map<string, Promise<Held>>();
  /** origins that received a secret */
  readonly #sentTo = new Map<string, ReadonlySet<string>>();

  constructor(private readonly now: () => number) {}

  /** @throws HaloError */
  async get(http: LimitedHttp, party: Party, credentials: HaloCredentials, signal?: AbortSignal): Promise<Token> {
    if (signal?.aborted) throw new HaloError('cancelled');
    const key = keyOf(credentials);
    const held = this.#held.get(key);
    if (held && this.now() < held.refreshAt) {
      this.#sent(credentials, held.origin);
      return { value: held.value, fresh: false };
    }
    // Callers share a request only if each may send it: a page does not wait for a request that background work may not send yet.
    const place = `${http.priority} ${party.resellerId} ${party.isAcceptedBy(signInHost(credentials))} ${key}`;
    const underWay = this.#underWay.get(place);
    const { value } = await unlessCancelled(underWay ?? this.#request(http, party, place, credentials), signal);
    return { value, fresh: true };
  }

  /** Signs in even if a token is held: shows whether HaloPSA still accepts the credentials. @returns what the new token may read */
  async renew(http: LimitedHttp, party: Party, credentials: HaloCredentials, signal: AbortSignal): Promise<Rights> {
    if (signal.aborted) throw new HaloError('cancelled');
    const place = `renewal ${party.resellerId} ${keyOf(credentials)}`;
    const request = this.#underWay.get(place) ?? this.#request(http, party, place, credentials);
    return (await unlessCancelled(request, signal)).rights;
  }

  /** Origins that this process has sent the secret of these credentials to, as far as it remembers. */
  sentTo(credentials: HaloCredentials): readonly string[] {
    return [...(this.#sentTo.get(secretOf(credentials)) ?? [])];
  }

  /** HaloPSA refused this token. A newer one, fetched meanwhile by another call, is kept. */
  forget(credentials: HaloCredentials, token: Token): void {
    const key = keyOf(credentials);
    if (this.#held.get(key)?.value === token.value) this.#held.delete(key);
  }

  /** Shared by all waiting callers, so it ends by its own time limit, not by the signal of one caller. */
  #request(http: LimitedHttp, party: Party, place: string, credentials: HaloCredentials): Promise<Held> {
    const request = signIn(http, party, credentials, this.now, (origin) => this.#sent(credentials, origin))
      .then((held) => this.#keep(keyOf(credentials), held))
      .finally(() => this.#underWay.delete(place));
    this.#underWay.set(place, request);
    return request;
  }

  #sent(credentials: HaloCredentials, origin: string): void {
    const key = secretOf(credentials);
    const before = this.#sentTo.get(key) ?? [];
    this.#sentTo.delete(key);
    this.#sentTo.set(key, new Set([...before, origin]));
    const [oldest] = this.#sentTo.keys();
    if (this.#sentTo.size > MOST_SENT && oldest !== undefined) this.#sentTo.delete(oldest);
  }

  #keep(key: string, held: Held): Held {
    this.#held.delete(key);
    this.#held.set(key, held);
    const [oldest] = this.#held.keys();
    if (this.#held.size > MOST_TOKENS && oldest !== undefined) this.#held.delete(oldest);
    return held;
  }
}

const signInHost = ({ baseUrl, signInOrigin }: HaloCredentials) => URL.parse(signInOrigin ?? baseUrl)?.host ?? '';

/** A hash, so that the keys contain no secret. */
function keyOf({ baseUrl, signInOrigin, tenantId, clientId, clientSecret }: HaloCredentials): string {
  return hashOf([baseUrl, signInOrigin, tenantId, clientId, clientSecret.reveal()]);
}

/** The same typed secret may be tried several times, before and after agreeing to another sign-in origin. */
function secretOf({ baseUrl, clientId, clientSecret }: HaloCredentials): string {
  return hashOf([baseUrl, clientId, clientSecret.reveal()]);
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const cancelled = Promise.withResolvers<never>();
  const cancel = () => cancelled.reject(new HaloError('cancelled'));
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([cancelled.promise, work]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
