import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../database/index.js';
import type { GroupReference } from '../../facts/index.js';
import { folded, likePatterns } from '../../shared/text/index.js';
import type { Position } from '../../event-store/index.js';
import { ConnectionWriter, type UseForTeam } from './connection-writer.js';
import { reference } from './connection-stream.js';
import type { Site, SiteList } from '../halo-connector/index.js';

const PAGE_SIZE = 50;

interface SitePage {
  readonly loadedAt: Date;
  /** how many sites HaloPSA announced for the client: more than came if some are missing */
  readonly announced: number;
  readonly unusable: number;
  readonly unsure: boolean;
  /** how many came in all */
  readonly of: number;
  /** the sites that match the search, by name */
  readonly sites: readonly Pick<Site, 'id' | 'name' | 'inactive'>[];
  /** id of the last site on this page; null if there is no next page */
  readonly next: string | null;
}

interface SiteQuery {
  readonly resellerId: string;
  readonly clientId: number;
  /** words that must all occur in the name; empty: all sites */
  readonly search: string;
  /** id of the last site of an earlier page; an unknown one gives the first page */
  readonly after: number | null;
}

/** The latest sites of a client that HaloPSA returned, for the current groups. */
@Injectable()
export class SiteSnapshots {
  constructor(
    private readonly pool: pg.Pool,
    private readonly connection: ConnectionWriter,
  ) {}

  /** Stores the sites of a client, as GroupSnapshots.keep stores groups. */
  keep(version: string, client: GroupReference, list: SiteList, use: UseForTeam): Promise<Position | undefined> {
    const { resellerId } = use.metadata;
    const data = { teamId: use.teamId, group: reference(client), sites: list.sites.length };
    const owner = { resellerId, clientId: client.id, version };
    return this.connection.commitUse(use, version, { type: 'SitesLoaded', data }, (tx) =>
      replaceSites(tx, owner, list),
    );
  }

  /** Whether the sites were loaded in the last `maxAgeMs` milliseconds. */
  async isFresh(resellerId: string, clientId: number, maxAgeMs: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `select from halo_site_snapshot
       where reseller_id = $1 and client_id = $2 and loaded_at > now() - make_interval(secs => $3)`,
      [resellerId, clientId, maxAgeMs / 1_000],
    );
    return rowCount === 1;
  }

  /** @returns undefined if they were not loaded since the groups were */
  async page(query: SiteQuery): Promise<SitePage | undefined> {
    const { rows } = await this.pool.query<Omit<SitePage, 'sites' | 'next'>>(
      `select loaded_at as "loadedAt", announced, unusable, unsure, received as of
       from halo_site_snapshot where reseller_id = $1 and client_id = $2`,
      [query.resellerId, query.clientId],
    );
    if (!rows[0]) return undefined;
    const found = await inTransaction(this.pool, (tx) => sitesAfter(tx, query), { inOrder: true });
    const sites = found.slice(0, PAGE_SIZE).map((row) => ({ ...row, id: Number(row.id) }));
    const next = found.length > PAGE_SIZE ? String(sites.at(-1)?.id) : null;
    return { ...rows[0], sites, next };
  }

  /** One of the sites that were offered, as "Client, Site". @returns undefined if it is not among the sites last loaded */
  async group(resellerId: string, clientId: number, id: number): Promise<GroupReference | undefined> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select client.name || ', ' || site.name as name from halo_site site
       join halo_group client on client.reseller_id = site.reseller_id and client.kind = 'client' and client.id = site.client_id
       join halo_group_snapshot snapshot on snapshot.reseller_id = site.reseller_id
       join halo_credentials current on current.reseller_id = snapshot.reseller_id and current.version = snapshot.credentials_version
       where site.reseller_id = $1 and site.client_id = $2 and site.id = $3`,
      [resellerId, clientId, id],
    );
    return rows[0] && { kind: 'site', id, clientId, name: rows[0].name };
  }
}

interface SiteRow {
  readonly id: string;
  readonly name: string;
  readonly inactive: boolean;
}

/** One page, and one more row if there is a next page. If the site in the cursor no longer exists, the first page. */
async function sitesAfter(tx: pg.PoolClient, { resellerId, clientId, search, after }: SiteQuery): Promise<SiteRow[]> {
  const before = await tx.query<{ name_key: string }>(
    'select name_key from halo_site where reseller_id = $1 and client_id = $2 and id = $3',
    [resellerId, clientId, after],
  );
  const { rows } = await tx.query<SiteRow>(
    `select id, name, inactive from halo_site
     where reseller_id = $1 and client_id = $2 and name_key like all ($3::text[]) and (name_key, id) > ($4, $5)
     order by name_key, id limit ${PAGE_SIZE + 1}`,
    [resellerId, clientId, likePatterns(search), before.rows[0]?.name_key ?? '', before.rows[0] ? after : 0],
  );
  return rows;
}

/**
 * Replaces the sites of a client. Does nothing if the groups they belong to no longer exist. The caller's transaction holds the lock on the
 * credentials row, so replacements run one at a time.
 */
export async function replaceSites(
  tx: pg.PoolClient,
  owner: { readonly resellerId: string; readonly clientId: number; readonly version: string },
  { sites, announced, unusable, unsure }: SiteList,
): Promise<void> {
  const { resellerId, clientId, version } = owner;
  await tx.query('delete from halo_site_snapshot where reseller_id = $1 and client_id = $2', [resellerId, clientId]);
  const { rowCount } = await tx.query(
    `insert into halo_site_snapshot (reseller_id, client_id, loaded_at, announced, received, unusable, unsure)
     select reseller_id, $2, now(), $4, $5, $6, $7 from halo_group_snapshot where reseller_id = $1 and credentials_version = $3`,
    [resellerId, clientId, version, announced, sites.length, unusable, unsure],
  );
  if (rowCount === 0) return;
  await tx.query(
    `insert into halo_site (reseller_id, client_id, id, name, name_key, inactive)
     select $1, $2, s.* from unnest($3::bigint[], $4::text[], $5::text[], $6::boolean[]) as s (id, name, name_key, inactive)`,
    [
      ...[resellerId, clientId, sites.map(({ id }) => id), sites.map(({ name }) => name)],
      ...[sites.map(({ name }) => folded(name)), sites.map(({ inactive }) => inactive)],
    ],
  );
}
