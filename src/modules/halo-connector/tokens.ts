import { createHash } from 'node:crypto';
import { HaloError } from './errors.js';
import type { LimitedHttp } from './limited-http.js';
import type { Party } from './party.js';
import { signIn, type Held } from './sign-in.js';
import type { HaloCredentials } from './types.js';

const MOST_TOKENS = 500;

export interface Token {
  readonly value: string;
  /** issued for this very call: if HaloPSA refuses it, another one would be refused too */
  readonly fresh: boolean;
}

/** Tokens in memory, one per set of credentials, refreshed at 80 % of their lifetime, and by one request of a priority at a time. */
export class Tokens {
  readonly #held = new Map<string, Held>();
  readonly #underWay = new Map<string, Promise<Held>>();

  constructor(private readonly now: () => number) {}

  /** @throws HaloError */
  async get(http: LimitedHttp, party: Party, credentials: HaloCredentials, signal?: AbortSignal): Promise<Token> {
    if (signal?.aborted) throw new HaloError('cancelled');
    const key = keyOf(credentials);
    const held = this.#held.get(key);
    if (held && this.now() < held.refreshAt) return { value: held.value, fresh: false };
    // A request is shared only by those who may send it: a page does not wait for one that background work may not send at the moment.
    const place = `${http.priority} ${party.resellerId} ${party.isAcceptedBy(signInHost(credentials))} ${key}`;
    const underWay = this.#underWay.get(place);
    const { value } = await unlessCancelled(underWay ?? this.#request(http, party, place, credentials), signal);
    return { value, fresh: true };
  }

  /** HaloPSA refused this token. A newer one that another call has fetched meanwhile stays. */
  forget(credentials: HaloCredentials, token: Token): void {
    const key = keyOf(credentials);
    if (this.#held.get(key)?.value === token.value) this.#held.delete(key);
  }

  /** Shared by all who wait, so it ends by its own time limit and not by one caller's signal. */
  #request(http: LimitedHttp, party: Party, place: string, credentials: HaloCredentials): Promise<Held> {
    const request = signIn(http, party, credentials, this.now)
      .then((held) => this.#keep(keyOf(credentials), held))
      .finally(() => this.#underWay.delete(place));
    this.#underWay.set(place, request);
    return request;
  }

  #keep(key: string, held: Held): Held {
    this.#held.delete(key);
    this.#held.set(key, held);
    const [oldest] = this.#held.keys();
    if (this.#held.size > MOST_TOKENS && oldest !== undefined) this.#held.delete(oldest);
    return held;
  }
}

const signInHost = ({ origin, signInOrigin }: HaloCredentials) => URL.parse(signInOrigin ?? origin)?.host ?? '';

/** A hash, so that no list of keys holds a secret. */
function keyOf({ origin, signInOrigin, tenantId, clientId, clientSecret }: HaloCredentials): string {
  const parts = JSON.stringify([origin, signInOrigin, tenantId, clientId, clientSecret.reveal()]);
  return createHash('sha256').update(parts).digest('base64');
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
