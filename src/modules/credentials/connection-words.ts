import { Injectable } from '@nestjs/common';
import type { Connection } from '../../views/credentials/groups.js';
import { PortalUsers } from '../access/index.js';
import type { StoredConnection } from './credential-store.js';

export const SOMEBODY = 'somebody who no longer signs in';

export const hostOf = (baseUrl: string) => new URL(baseUrl).host;

/** To whom the reseller is connected, since when, and by whom. */
@Injectable()
export class ConnectionWords {
  constructor(private readonly users: PortalUsers) {}

  async connection({ baseUrl, storedAt, storedBy }: StoredConnection): Promise<Connection> {
    const names = await this.users.namesOf([storedBy]);
    return { host: hostOf(baseUrl), since: storedAt, by: names.get(storedBy) ?? SOMEBODY };
  }
}
