import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Task } from '../../jobs/index.js';
import type { Pair, Run } from './run-types.js';

const RUN = `id, reseller_id as "resellerId", metadata, requested_at as "requestedAt",
  cancel_requested_at as "cancelRequestedAt", ended_at as "endedAt"`;

/** A run without an action of an admin for so long is cancelled: it keeps the people of its lists. */
const IDLE_HOURS = 24;

/** Reads runs: what is stored about them says what is to be done (line 8 of docs/adr/0028-runs.md). */
@Injectable()
export class Runs {
  constructor(private readonly pool: pg.Pool) {}

  /** @returns undefined also for another reseller's */
  async find(resellerId: string, id: string): Promise<Run | undefined> {
    const run = await this.byId(id);
    return run?.resellerId === resellerId ? run : undefined;
  }

  async byId(id: string): Promise<Run | undefined> {
    const { rows } = await this.pool.query<Run>(`select ${RUN} from run where id = $1`, [id]);
    return rows[0];
  }

  /** Runs of a reseller that have not ended, newest first. */
  async open(resellerId: string): Promise<{ id: string; requestedAt: Date; pairs: number }[]> {
    const { rows } = await this.pool.query<{ id: string; requestedAt: Date; pairs: number }>(
      `select id, requested_at as "requestedAt", (select count(*)::int from run_pair where run_id = run.id) as pairs
       from run where reseller_id = $1 and ended_at is null order by requested_at desc`,
      [resellerId],
    );
    return rows;
  }

  /** Its pairs in their order. @param db the caller's transaction */
  async pairs(id: string, db: Pick<pg.Pool, 'query'> = this.pool): Promise<Pair[]> {
    const { rows } = await db.query<Pair>(
      `select p.n, json_build_object('kind', p.group_kind, 'id', p.group_id, 'name', p.group_name) as group,
         p.team_id as "teamId", coalesce(team.name, p.team_name) as "teamName", p.is_new as "isNew", p.matched, p.list_id as "listId",
         p.judged, p.judged_version as "judgedVersion", p.confirmed_version as "confirmedVersion", p.outcome, p.why,
         team.id is not null as "hasTeam", list.status as list, list.fault, coalesce(list.received, 0) as received, list.announced,
         list.tick_version as "tickVersion",
         case when list.import_requested_at is null then 'none' when list.import_ended_at is not null then 'ended'
           when list.cancel_requested_at is not null then 'cancelling' else 'running' end as import
       from run_pair p left join team on team.id = p.team_id left join roster list on list.id = p.list_id
       where p.run_id = $1 order by p.n`,
      [id],
    );
    return rows;
  }

  /** Runs that have not ended, interleaved by reseller. */
  async unfinished(): Promise<Task[]> {
    const { rows } = await this.pool.query<Task>(
      `select id, reseller_id as owner from run where ended_at is null
       order by row_number() over (partition by reseller_id order by requested_at), requested_at`,
    );
    return rows;
  }

  /** An admin looks at it. */
  async use(id: string): Promise<void> {
    await this.pool.query(
      `update run set used_at = now() where id = $1 and ended_at is null and used_at < now() - interval '1 minute'`,
      [id],
    );
  }

  /** Line 9: cancels runs that no admin has come back to. */
  async cancelIdle(): Promise<void> {
    await this.pool.query(
      `update run set cancel_requested_at = now()
       where ended_at is null and cancel_requested_at is null and used_at < now() - ${IDLE_HOURS} * interval '1 hour'`,
    );
  }
}
