import { createHmac, randomUUID } from 'node:crypto';
import type { Application } from './types.js';

export interface Grant {
  readonly application: Application;
  readonly scopes: readonly string[];
}

interface Payload {
  readonly client_id: string;
  readonly scope: string;
  readonly exp: number;
  readonly generation: number;
}

/** Tokens that look like HaloPSA's (a signed JWT). A token contains everything needed to verify it, so none is stored. */
export class Tokens {
  private generation = 0;

  constructor(
    private readonly applications: readonly Application[],
    private readonly tenant: string,
    private readonly lifetimeSeconds: number,
    private readonly clock: () => number,
  ) {}

  issue({ application, scopes }: Grant): string {
    const now = Math.floor(this.clock() / 1000);
    const payload: Payload & Record<string, unknown> = {
      iss: 'sandbox',
      aud: this.tenant || 'on-premise',
      client_id: application.clientId,
      scope: scopes.join(' '),
      nbf: now,
      exp: application.expired ? now - 1 : now + this.lifetimeSeconds,
      generation: this.generation,
      jti: randomUUID(),
    };
    return sign(`${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode(payload)}`);
  }

  /** What a token allows; `invalid` if we did not issue it, `expired` if it has expired. */
  check(token: string): Grant | 'invalid' | 'expired' {
    const payload = payloadOf(token);
    const application = this.applications.find((candidate) => candidate.clientId === payload?.client_id);
    if (!payload || !application) return 'invalid';
    if (payload.generation < this.generation || payload.exp * 1000 <= this.clock()) return 'expired';
    return { application, scopes: payload.scope === '' ? [] : payload.scope.split(' ') };
  }

  expireAll(): void {
    this.generation += 1;
  }
}

const key = randomUUID();

function sign(content: string): string {
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function payloadOf(token: string): Payload | null {
  const end = token.lastIndexOf('.');
  if (end === -1 || sign(token.slice(0, end)) !== token) return null;
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Payload;
}
