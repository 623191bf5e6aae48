import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { GroupReference } from '../../facts/index.js';
import { UnfinishedLists, type UnfinishedList } from '../teams/index.js';

const MOST = 5;

/** Lists that a person has begun to tick but not imported, outside a run. They expire some time after their last use (KEEP_LISTS_HOURS). */
@Injectable()
export class UnfinishedRosters extends UnfinishedLists {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  async of(userId: string, teamId: string, group?: Pick<GroupReference, 'kind' | 'id'>): Promise<UnfinishedList[]> {
    const { rows } = await this.pool.query<UnfinishedList>(
      `select id as "rosterId", group_name as "groupName", ticked, created_at as "begunAt" from roster
       where team_id = $1 and status = 'loaded' and import_requested_at is null and ticked > 0 and held_by is null
         and load_metadata -> 'actor' ->> 'id' = $2 and ($3::text is null or (group_kind = $3 and group_id = $4))
       order by created_at desc limit ${MOST}`,
      [teamId, userId, group?.kind ?? null, group?.id ?? null],
    );
    return rows;
  }
}
