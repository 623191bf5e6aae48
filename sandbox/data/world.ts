import type { ClientSpec } from '../types.js';
import { domainOf } from './addresses.js';
import { SITE_NAMES } from './words.js';
import type { Client } from './client.js';
import type { UserRow } from './rows.js';
import { userRow } from './people.js';

const FIRST_CLIENT = 12;
const FIRST_SITE = 18;
const FIRST_USER = 101;

/** All data of the tenant. The same seed and the same specification produce the same world. */
export class World {
  readonly clients: readonly Client[];
  readonly size: number;

  constructor(
    readonly seed: number,
    specs: readonly ClientSpec[],
    generalUserName: string,
  ) {
    const clients: Client[] = [];
    for (const spec of specs) clients.push(place(spec, clients, generalUserName));
    this.clients = clients;
    this.size = clients.reduce((sum, client) => sum + client.size, 0);
  }

  client(id: number): Client | undefined {
    return this.clients[id - FIRST_CLIENT];
  }

  /** The client of that name. Throws if it does not exist, because only tests and the specification look up by name. */
  named(name: string): Client {
    const client = this.clients.find((candidate) => candidate.name === name);
    if (!client) throw new RangeError(`the sandbox has no client named ${name}`);
    return client;
  }

  /** The client that a user id belongs to. */
  clientOfUser(userId: number): Client | undefined {
    let low = 0;
    let high = this.clients.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const client = this.clients[middle];
      if (!client) return undefined;
      if (userId < client.firstUserId) high = middle - 1;
      else if (userId >= client.firstUserId + client.size) low = middle + 1;
      else return client;
    }
    return undefined;
  }

  user(id: number): UserRow | undefined {
    const client = this.clientOfUser(id);
    return client && userRow(this.seed, client, id - client.firstUserId);
  }

  /** All people of a client, ordered by id. */
  *people(client: Client): Generator<UserRow> {
    for (let index = 0; index < client.size; index += 1) yield userRow(this.seed, client, index);
  }
}

function place(spec: ClientSpec, before: readonly Client[], generalUserName: string): Client {
  const last = before.at(-1);
  const id = FIRST_CLIENT + before.length;
  const size = typeof spec.people === 'number' ? spec.people : spec.people.length;
  const sites = spec.sites ?? Math.min(1 + Math.floor(size / 60), SITE_NAMES.length);
  const same = spec.sameAddressesAs;
  return {
    id,
    name: spec.name,
    inactive: spec.inactive ?? false,
    size,
    firstUserId: last ? last.firstUserId + last.size : FIRST_USER,
    firstSiteId: last ? last.firstSiteId + last.siteNames.length : FIRST_SITE,
    siteNames: Array.from({ length: sites }, (_, n) => SITE_NAMES[n] ?? `Site ${n + 1}`),
    toplevelId: 1 + (before.length % 3),
    domain: domainOf(id, spec.name),
    dirt: spec.dirt ?? 'usual',
    generalUserName: spec.generalUserName ?? generalUserName,
    rows: typeof spec.people === 'number' ? null : spec.people,
    sameAddressesAs: same === undefined ? null : (before.find((client) => client.name === same) ?? missing(same)),
    neighbour: before.findLast((client) => client.size > 0) ?? null,
  };
}

function missing(name: string): never {
  throw new RangeError(`sameAddressesAs names ${name}, which must come before`);
}
