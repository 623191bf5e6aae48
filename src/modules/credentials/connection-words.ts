import { Injectable } from '@nestjs/common';
import { PortalUsers } from '../access/index.js';
import type { StoredConnection } from './credential-store.js';

export interface Connection {
  /** "acme.halopsa.com" */
  readonly host: string;
  /** "auth.example.com", where the secret is sent to another host than that */
  readonly signInHost: string | null;
  readonly since: Date;
  /** name of who stored the credentials */
  readonly by: string;
}

/** A base URL as people read it: `acme.halopsa.com`, `psa.example/halo`. What is no address is shown as it is. */
export function hostOf(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  return url ? `${url.host}${url.pathname.replace(/\/$/, '')}` : baseUrl;
}

/** To whom the reseller is connected, since when, and by whom. */
@Injectable()
export class ConnectionWords {
  constructor(private readonly users: PortalUsers) {}

  async connection({ baseUrl, signInOrigin, storedAt, storedBy }: StoredConnection): Promise<Connection> {
    const names = await this.users.namesOf([storedBy]);
    const signInHost = signInOrigin === null ? null : hostOf(signInOrigin);
    return { host: hostOf(baseUrl), signInHost, since: storedAt, by: names(storedBy) };
  }
}
