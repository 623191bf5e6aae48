import type { ClientRow, SiteRow } from './data/rows.js';
import type { Client } from './data/client.js';
import type { World } from './data/world.js';
import type { Listing } from './paging.js';
import { shownBy, type Query } from './query.js';

export const TOPLEVELS = ['', 'Sandbox Customers', 'Sandbox Partners', 'Sandbox Friends'];

/** About the size of a real logo, which makes a list of clients a large answer. */
const LOGO = `data:image/png;base64,${'iVBORw0KGgoAAAANSUhEUgAA'.repeat(900)}`;

/** The clients that a request asks for. On some tenants `search` does nothing here. */
export function clientListing(
  world: World,
  query: Query,
  searchWorks: boolean,
  filtersIgnored: boolean,
): Listing<ClientRow> {
  const search = searchWorks ? (query.text('search')?.toLowerCase() ?? '') : '';
  const toplevel = query.number('toplevel_id') ?? 0;
  const clients = world.clients.filter((client) => {
    if (filtersIgnored) return true;
    const shown = shownBy(query);
    if (!(client.inactive ? shown.inactive : shown.active)) return false;
    return (toplevel <= 0 || client.toplevelId === toplevel) && client.name.toLowerCase().includes(search);
  });
  return listing('clients', inOrder(clients, query).map(clientRow), (row, place) => ({
    ...row,
    id: 500_000_000 + place,
    name: `Endless ${place}`,
  }));
}

/** The sites that a request asks for. */
export function siteListing(world: World, query: Query, filtersIgnored: boolean): Listing<SiteRow> {
  const clientId = filtersIgnored ? 0 : (query.number('client_id') ?? 0);
  const sites = world.clients.filter((client) => clientId <= 0 || client.id === clientId).flatMap(sitesOf);
  return listing('sites', inOrder(sites, query), (row, place) => ({
    ...row,
    id: 500_000_000 + place,
    name: `Endless ${place}`,
  }));
}

export function clientRow(client: Client): ClientRow {
  return {
    id: client.id,
    name: client.name,
    toplevel_id: client.toplevelId,
    toplevel_name: TOPLEVELS[client.toplevelId] ?? '',
    inactive: client.inactive,
    main_site_id: client.siteNames.length > 0 ? client.firstSiteId : -1,
    main_site_name: client.siteNames[0],
    accountsid: client.id % 3 === 0 ? `K-${client.id}` : undefined,
    customertype: client.id % 2 === 0 ? -1 : 0,
    datecreated: client.id % 5 === 0 ? '1900-01-01T00:00:00' : '2019-03-04T08:15:30.123',
    logo: client.id % 2 === 0 ? LOGO : undefined,
    use: 'client',
  };
}

export function siteRow(world: World, id: number): SiteRow | undefined {
  return world.clients.flatMap(sitesOf).find((site) => site.id === id);
}

function sitesOf(client: Client): SiteRow[] {
  return client.siteNames.map((name, n) => ({
    id: client.firstSiteId + n,
    name,
    client_id: client.id,
    client_name: client.name,
    clientsite_name: `${client.name}/${name}`,
    inactive: client.inactive,
    sla_id: -1,
    use: 'site',
  }));
}

function inOrder<Row extends { id: number; name: string }>(rows: readonly Row[], query: Query): Row[] {
  const order = query.text('order')?.toLowerCase();
  const sorted = rows.toSorted((a, b) =>
    order === 'id' ? a.id - b.id : a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id,
  );
  return query.flag('orderdesc', false) ? sorted.reverse() : sorted;
}

export function listing<Row>(
  key: string,
  rows: readonly Row[],
  phantom: (row: Row, place: number) => Row,
): Listing<Row> {
  const row = (place: number): Row => {
    const found = rows[place % Math.max(1, rows.length)];
    if (!found) throw new RangeError(`no ${key} at ${place}`);
    return found;
  };
  return { key, total: rows.length, row, phantom: (place) => phantom(row(place), place) };
}
