import { Injectable } from '@nestjs/common';
import { PortalUsers } from '../access/index.js';
import type { StoredConnection } from './credential-store.js';

export interface Connection {
  /** "acme.halopsa.com" */
  readonly host: string;
  /** "auth.example.com"; null if the secret is sent to no other host */
  readonly signInHost: string | null;
  readonly since: Date;
  /** name of the person who stored the credentials */
  readonly by: string;
}

/** A base URL in short form: `acme.halopsa.com`, `psa.example/halo`. Text that is not a URL is returned unchanged. */
export function hostOf(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  return url ? `${url.host}${url.pathname.replace(/\/$/, '')}` : baseUrl;
}

/** The host that a reseller is connected to, since when, and who connected it. */
@Injectable()
export class ConnectionWords {
  constructor(private readonly users: PortalUsers) {}

  async connection({ baseUrl, signInOrigin, storedAt, storedBy }: StoredConnection): Promise<Connection> {
    const names = await this.users.namesOf([storedBy]);
    const signInHost = signInOrigin === null ? null : hostOf(signInOrigin);
    return { host: hostOf(baseUrl), signInHost, since: storedAt, by: names(storedBy) };
  }
}
