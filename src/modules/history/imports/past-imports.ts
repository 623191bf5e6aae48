import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { GroupKey } from '../../../facts/index.js';
import { PastImports, type PastImport } from '../../credentials/index.js';

interface Row extends Omit<PastImport, 'group'> {
  readonly kind: PastImport['group']['kind'];
  readonly groupId: string;
  readonly groupName: string;
  readonly clientId?: string | null;
}

const COLUMNS = `import_id as "importId", team_id as "teamId", started_at as at, group_kind as kind, group_id as "groupId",
  group_name as "groupName"`;

/**
 * Each question is one lookup in an index per group, however long the history is. Imports that brought no person do not count: they say
 * nothing about where a group belongs.
 */
@Injectable()
export class PastImportsOfHistory extends PastImports {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async lastFrom(resellerId: string, groups: readonly GroupKey[]): Promise<PastImport[]> {
    const { rows } = await this.pool.query<Row>(
      `select last.* from unnest($2::text[], $3::bigint[]) as asked (kind, id)
       cross join lateral (
         select ${COLUMNS} from import_summary
         where reseller_id = $1 and group_kind = asked.kind and group_id = asked.id and imported > 0
         order by position desc limit 1) last`,
      [resellerId, groups.map(({ kind }) => kind), groups.map(({ id }) => id)],
    );
    return rows.map(pastImport);
  }

  /** The event of the start knows the client of a site; its summary does not. */
  async lastInto(teamId: string): Promise<PastImport | undefined> {
    const { rows } = await this.pool.query<Row>(
      `select ${COLUMNS}, (select data -> 'group' ->> 'clientId' from history where history.position = import_summary.position) as "clientId"
       from import_summary where team_id = $1 and imported > 0 order by position desc limit 1`,
      [teamId],
    );
    return rows[0] && pastImport(rows[0]);
  }

  /** Looks through the imports of this one group, in the index alone. */
  async cameInto(resellerId: string, teamId: string, { kind, id }: GroupKey): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `select from import_summary where reseller_id = $1 and group_kind = $2 and group_id = $3 and team_id = $4 and imported > 0
       limit 1`,
      [resellerId, kind, id, teamId],
    );
    return rowCount === 1;
  }
}

function pastImport({ kind, groupId, groupName, clientId, ...row }: Row): PastImport {
  const client = clientId == null ? {} : { clientId: Number(clientId) };
  return { ...row, group: { kind, id: Number(groupId), name: groupName, ...client } };
}
