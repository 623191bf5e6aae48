import { Injectable } from '@nestjs/common';
import pg from 'pg';

const PAGE_SIZE = 50;
/** Only the Teams of this many recent imports are offered as filters, so that the list stays short enough to read. */
const RECENT = 500;

/** `with-rejections`: at least one person was rejected */
type ImportOutcome = 'running' | 'completed' | 'cancelled' | 'with-rejections';

/** An import as far as it is projected. Always: listed = imported + rejected + alreadyInThisTeam + leftOut + waiting. */
export interface ImportSummary {
  readonly importId: string;
  readonly teamId: string;
  readonly groupName: string;
  readonly actorId: string;
  readonly startedAt: Date;
  /** null while it is running */
  readonly endedAt: Date | null;
  readonly status: 'running' | 'completed' | 'cancelled';
  /** of its first event */
  readonly position: string;
  /** of its latest event */
  readonly lastPosition: string;
  readonly listed: number;
  readonly imported: number;
  readonly rejected: number;
  readonly rejectedByReason: Readonly<Record<string, number>>;
  readonly alreadyInThisTeam: number;
  readonly leftOut: number;
  readonly waiting: number;
}

export interface ImportListQuery {
  readonly resellerId: string;
  readonly teamId?: string | null;
  readonly outcome?: ImportOutcome | null;
  /** id of the last import of an earlier page; an unknown one gives the first page */
  readonly before?: string | null;
}

interface ImportListPage {
  readonly rows: readonly ImportSummary[];
  /** the import before which this page begins; null for the first page */
  readonly at: string | null;
  readonly next: string | null;
  /** '' stands for the first page */
  readonly previous: string;
}

const COLUMNS = `import_id as "importId", team_id as "teamId", group_name as "groupName", actor_id as "actorId",
  started_at as "startedAt", ended_at as "endedAt", status, position, last_position as "lastPosition", listed, imported, rejected,
  rejected_by_reason as "rejectedByReason", already_in_this_team as "alreadyInThisTeam", left_out as "leftOut", waiting`;

/** The imports of a reseller, newest first. */
@Injectable()
export class ImportList {
  constructor(private readonly pool: pg.Pool) {}

  /** @returns undefined also for another reseller's import, and for one that is not projected yet */
  async byId(resellerId: string, importId: string): Promise<ImportSummary | undefined> {
    const { rows } = await this.pool.query<ImportSummary>(
      `select ${COLUMNS} from import_summary where import_id = $1 and reseller_id = $2`,
      [importId, resellerId],
    );
    return rows[0];
  }

  /** A page of 50, for one Team or all. New imports do not shift earlier pages. */
  async page(query: ImportListQuery): Promise<ImportListPage> {
    const cursor = query.before ? await this.cursor(query.resellerId, query.before) : undefined;
    const { where, values } = condition(query);
    const limit = values.length + 2;
    const { rows } = await this.pool.query<ImportSummary>(
      `select ${COLUMNS} from import_summary
       where ${where} ${cursor === undefined ? 'and $1::text is null' : 'and position < $1'} order by position desc limit $${limit}`,
      [cursor ?? null, ...values, PAGE_SIZE + 1],
    );
    const shown = rows.slice(0, PAGE_SIZE);
    return {
      rows: shown,
      at: cursor === undefined ? null : (query.before ?? null),
      next: rows.length > PAGE_SIZE ? (shown.at(-1)?.importId ?? null) : null,
      previous: cursor === undefined ? '' : await this.previous(query, cursor),
    };
  }

  /** Ids of the Teams that people were imported into most recently, without duplicates. */
  async recentTeams(resellerId: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `select distinct team_id as id from
         (select team_id from import_summary where reseller_id = $1 order by position desc limit $2) as recent`,
      [resellerId, RECENT],
    );
    return rows.map(({ id }) => id);
  }

  /** URLs contain import ids: a position would reveal the activity of all resellers. */
  private async cursor(resellerId: string, importId: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ position: string }>(
      'select position from import_summary where import_id = $1 and reseller_id = $2',
      [importId, resellerId],
    );
    return rows[0]?.position;
  }

  /** The cursor of the previous page. */
  private async previous(query: ImportListQuery, cursor: string): Promise<string> {
    const { where, values } = condition(query);
    const { rows } = await this.pool.query<{ id: string }>(
      `select import_id as id from import_summary where ${where} and position >= $1
       order by position offset $${values.length + 2} limit 1`,
      [cursor, ...values, PAGE_SIZE],
    );
    return rows[0]?.id ?? '';
  }
}

/** The SQL condition of the filters, with the values for $2 and on. The values that a partial index depends on are literals. */
function condition({ resellerId, teamId, outcome }: ImportListQuery): { where: string; values: string[] } {
  const values = [resellerId];
  const conditions = ['reseller_id = $2'];
  if (teamId) conditions.push(`team_id = $${values.push(teamId) + 1}`);
  if (outcome === 'with-rejections') conditions.push('rejected > 0');
  else if (outcome) conditions.push(`status = $${values.push(outcome) + 1}`);
  return { where: conditions.join(' and '), values };
}
