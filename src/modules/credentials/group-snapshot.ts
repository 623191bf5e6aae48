import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { GroupReference, HaloFault } from '../../facts/index.js';
import type { Position } from '../../event-store/index.js';
import { ConnectionWriter, type CredentialUse } from './connection-writer.js';
import { groupsLoaded } from './connection-stream.js';
import type { Group, GroupList } from '../halo-connector/index.js';

interface GroupSnapshot {
  readonly loadedAt: Date;
  /** sorted by kind, then active ones first, then by name */
  readonly groups: readonly Group[];
  /** how many groups HaloPSA announced: more than came if some are missing */
  readonly announced: number;
  readonly unusable: number;
  readonly unsure: boolean;
  readonly listsFault: HaloFault | null;
}

interface Row {
  readonly loaded_at: Date;
  readonly announced: number | null;
  readonly unusable: number;
  readonly unsure: boolean;
  readonly lists_fault: HaloFault | null;
  readonly groups: Group[];
}

const alphabet = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The latest groups that HaloPSA returned for the credentials stored now. */
@Injectable()
export class GroupSnapshots {
  constructor(
    private readonly pool: pg.Pool,
    private readonly connection: ConnectionWriter,
  ) {}

  /** @returns undefined when no groups were loaded with the stored credentials, or not in the last `maxAgeMs` milliseconds */
  async latest(resellerId: string, maxAgeMs: number): Promise<GroupSnapshot | undefined> {
    const { rows } = await this.pool.query<Row>(
      `select snapshot.loaded_at, snapshot.announced, snapshot.unusable, snapshot.unsure, snapshot.lists_fault, coalesce((
         select jsonb_agg(jsonb_build_object('kind', kind, 'id', id, 'name', name, 'topLevel', top_level, 'inactive', inactive))
         from halo_group where halo_group.reseller_id = snapshot.reseller_id
       ), '[]') as groups
       from halo_group_snapshot snapshot
       join halo_credentials current on current.reseller_id = snapshot.reseller_id and current.version = snapshot.credentials_version
       where snapshot.reseller_id = $1 and snapshot.loaded_at > now() - make_interval(secs => $2)`,
      [resellerId, maxAgeMs / 1_000],
    );
    const [row] = rows;
    if (!row) return undefined;
    const { loaded_at: loadedAt, announced, groups, unusable, unsure, lists_fault: listsFault } = row;
    const counts = { announced: announced ?? groups.length, unusable, unsure, listsFault };
    return { loadedAt, groups: groups.toSorted(inOrder), ...counts };
  }

  /**
   * Stores the groups that HaloPSA returned for this version of the credentials. If that version was replaced or removed meanwhile, the
   * groups are dropped, but the use of the credentials is still recorded.
   */
  keep(version: string, groups: GroupList, use: CredentialUse): Promise<Position | undefined> {
    const { resellerId } = use.metadata;
    const fact = groupsLoaded(use.teamId, groups.groups.length);
    return this.connection.commitUse(use, version, fact, (tx) => replaceGroups(tx, { resellerId, version }, groups));
  }

  /** Whether the groups last loaded with the stored credentials include a client. */
  async seesClients(resellerId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `select from halo_group
       join halo_group_snapshot snapshot using (reseller_id)
       join halo_credentials current on current.reseller_id = snapshot.reseller_id and current.version = snapshot.credentials_version
       where snapshot.reseller_id = $1 and kind = 'client' limit 1`,
      [resellerId],
    );
    return rowCount === 1;
  }

  /** One of the groups that were offered. @returns undefined if it is not among the groups last loaded */
  async group(resellerId: string, kind: GroupReference['kind'], id: number): Promise<GroupReference | undefined> {
    if (!Number.isSafeInteger(id)) return undefined;
    const { rows } = await this.pool.query<{ name: string }>(
      `select name from halo_group
       join halo_group_snapshot snapshot using (reseller_id)
       join halo_credentials current on current.reseller_id = snapshot.reseller_id and current.version = snapshot.credentials_version
       where snapshot.reseller_id = $1 and kind = $2 and id = $3`,
      [resellerId, kind, id],
    );
    return rows[0] && { kind, id, name: rows[0].name };
  }
}

/** Replaces the reseller's groups. The caller's transaction holds the lock on the credentials row, so replacements run one at a time. */
export async function replaceGroups(
  tx: pg.PoolClient,
  owner: { readonly resellerId: string; readonly version: string },
  { groups, announced, unusable, unsure, listsFault }: GroupList,
): Promise<void> {
  await tx.query('delete from halo_group_snapshot where reseller_id = $1', [owner.resellerId]);
  await tx.query(
    `insert into halo_group_snapshot (reseller_id, credentials_version, loaded_at, announced, unusable, unsure, lists_fault)
     values ($1, $2, now(), $3, $4, $5, $6)`,
    [owner.resellerId, owner.version, announced, unusable, unsure, listsFault],
  );
  await tx.query(
    `insert into halo_group (reseller_id, kind, id, name, top_level, inactive)
     select $1, g.* from unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::boolean[]) as g (kind, id, name, top_level, inactive)`,
    [
      owner.resellerId,
      groups.map(({ kind }) => kind),
      groups.map(({ id }) => id),
      groups.map(({ name }) => name),
      groups.map(({ topLevel }) => topLevel),
      groups.map(({ inactive }) => inactive),
    ],
  );
}

function inOrder(a: Group, b: Group): number {
  return (
    alphabet.compare(a.kind, b.kind) ||
    Number(a.inactive) - Number(b.inactive) ||
    alphabet.compare(a.name, b.name) ||
    a.id - b.id
  );
}
