import { mix, shuffled } from './data/random.js';
import { statusOf, userRow } from './data/people.js';
import type { UserRow } from './data/rows.js';
import type { Client } from './data/client.js';
import type { World } from './data/world.js';
import type { Listing } from './paging.js';
import { shownBy, type Query } from './query.js';

/**
 * The filters of `/Users`. `advanced_search` and `role` exist too, but their effect is not documented, so the sandbox ignores them like
 * any unknown name.
 */
const FILTERS = [
  'client_id',
  'site_id',
  'toplevel_id',
  'search',
  'activeinactive',
  'includeactive',
  'includeinactive',
  'includeserviceaccount',
  'includenonserviceaccount',
  'exclude_generaluser',
  'exclude_agents',
  'exclude_defaultsiteusers',
  'order',
  'orderdesc',
];

/** Ids found by the latest queries, so that not every page of a list of 200,000 is a new search. */
const REMEMBERED = 8;

export class Users {
  private readonly found = new Map<string, Int32Array>();

  constructor(private readonly world: World) {}

  /** The users that a request asks for. */
  listing(query: Query, filtersIgnored: boolean): Listing<UserRow> {
    const ids = this.select(query.only(filtersIgnored ? ['order', 'orderdesc'] : FILTERS), filtersIgnored);
    return {
      key: 'users',
      total: ids.length,
      row: (place) => this.row(ids[place] ?? 0),
      phantom: (place) => phantom(this.row(ids[place % ids.length] ?? this.anybody()), place),
    };
  }

  private row(id: number): UserRow {
    const row = this.world.user(id);
    if (!row) throw new RangeError(`no user ${id}`);
    return row;
  }

  private anybody(): number {
    return this.world.clients.find((client) => client.size > 0)?.firstUserId ?? 0;
  }

  private select(query: Query, all: boolean): Int32Array {
    const key = `${String(all)} ${query.key()}`;
    const known = this.found.get(key);
    if (known) return known;
    const ids = arrange(this.world, matching(this.world, query, all), query);
    const oldest = this.found.keys().next();
    if (this.found.size >= REMEMBERED && !oldest.done) this.found.delete(oldest.value);
    this.found.set(key, ids);
    return ids;
  }
}

function matching(world: World, query: Query, all: boolean): Int32Array {
  const accepts = all ? () => true : filter(world, query);
  const ids: number[] = [];
  for (const client of world.clients) {
    if (!clientMatches(client, query)) continue;
    for (let index = 0; index < client.size; index += 1)
      if (accepts(client, index)) ids.push(client.firstUserId + index);
  }
  return Int32Array.from(ids);
}

function clientMatches(client: Client, query: Query): boolean {
  const clientId = query.number('client_id');
  const toplevel = query.number('toplevel_id');
  // 0 and -1 mean "none", that is, no filter.
  return (!positive(clientId) || clientId === client.id) && (!positive(toplevel) || toplevel === client.toplevelId);
}

/**
 * HaloPSA does not document whether it returns inactive users and service accounts by default. The sandbox does not, so that a client
 * that relies on the default fails here.
 */
function filter(world: World, query: Query): (client: Client, index: number) => boolean {
  const { active, inactive } = shownBy(query);
  const service = query.flag('includeserviceaccount', false);
  const nonService = query.flag('includenonserviceaccount', true);
  const noPlaceholders = query.flag('exclude_generaluser', false) || query.flag('exclude_defaultsiteusers', false);
  const noAgents = query.flag('exclude_agents', false);
  const byText = textFilter(world, query);
  return (client, index) => {
    const status = statusOf(world.seed, client, index);
    if (!(status.inactive ? inactive : active) || !(status.service ? service : nonService)) return false;
    if ((noPlaceholders && status.generalUser) || (noAgents && status.technician)) return false;
    return byText === null || byText(client, index);
  };
}

/** The filters that need the row itself; null if there are none. */
function textFilter(world: World, query: Query): ((client: Client, index: number) => boolean) | null {
  const site = query.number('site_id');
  const search = query.text('search')?.trim().toLowerCase() ?? '';
  if (!positive(site) && search === '') return null;
  return (client, index) => {
    const row = userRow(world.seed, client, index);
    return (
      (!positive(site) || row.site_id_int === site) &&
      `${row.name}\n${row.emailaddress ?? ''}`.toLowerCase().includes(search)
    );
  };
}

/** By id or name on request; otherwise in a stable order that is neither. */
function arrange(world: World, ids: Int32Array, query: Query): Int32Array {
  const order = query.text('order')?.toLowerCase();
  const backwards = query.flag('orderdesc', false);
  if (order === 'id') return backwards ? ids.toReversed() : ids;
  if (order === 'name') {
    const named = Array.from(ids, (id) => ({ id, name: world.user(id)?.name ?? '' }));
    const sorted = Int32Array.from(
      named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id)).map(({ id }) => id),
    );
    return backwards ? sorted.toReversed() : sorted;
  }
  return ids.map((_, place) => ids[shuffled(place, ids.length, mix(world.seed, 23))] ?? 0);
}

function phantom(row: UserRow, place: number): UserRow {
  return { ...row, id: 500_000_000 + place, name: `Endless ${place}`, emailaddress: `endless.${place}@again.example` };
}

function positive(value: number | undefined): value is number {
  return value !== undefined && value > 0;
}
