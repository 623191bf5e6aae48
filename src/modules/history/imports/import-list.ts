import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { allPages } from '../../../shared/page-by-key.js';
import { lookingFor, MOST_LOOKED_AT, type ImportListQuery, type Looking, type Place } from './looking.js';

export type { ImportListQuery } from './looking.js';

const PAGE_SIZE = 50;
/** Rows of a part of a list that is read to its end. */
const PART = 1_000;
/** Only what this many recent imports have is offered as filters, so that the lists stay short enough to read. */
const RECENT = 500;

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

interface ImportListPage {
  readonly rows: readonly ImportSummary[];
  /** the import before which this page begins; null for the first page */
  readonly at: string | null;
  readonly next: string | null;
  /** '' stands for the first page */
  readonly previous: string;
  /** not everything was looked at: `next` goes on before this moment; null: the page is full, or the last one */
  readonly lookedBackTo: Date | null;
}

const COLUMNS = `import_id as "importId", team_id as "teamId", group_name as "groupName", actor_id as "actorId",
  started_at as "startedAt", ended_at as "endedAt", status, position, last_position as "lastPosition", listed, imported, rejected,
  rejected_by_reason as "rejectedByReason", already_in_this_team as "alreadyInThisTeam", left_out as "leftOut", waiting`;

export interface RecentChoices {
  readonly teams: readonly string[];
  readonly actors: readonly string[];
  /** "client:12" → its name */
  readonly groups: ReadonlyMap<string, string>;
}

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

  /**
   * A page of 50, newest first. New imports do not shift earlier pages. With several filters, a page can be short or empty and still have
   * a next one, because a request looks at 5,000 imports.
   */
  async page(query: ImportListQuery, size = PAGE_SIZE): Promise<ImportListPage> {
    const cursor = query.before ? await this.cursor(query.resellerId, query.before) : undefined;
    const looking = lookingFor(query, cursor, 'back');
    const { rows } = await this.pool.query<ImportSummary>(
      `select ${COLUMNS} from (${looking.candidates}) as candidate where ${looking.fits}
       order by started_at desc, position desc limit ${size + 1}`,
      looking.values,
    );
    const shown = rows.slice(0, size);
    const end = rows.length > size || looking.fits === 'true' ? undefined : await this.endOfLook(looking);
    return {
      rows: shown,
      at: cursor === undefined ? null : (query.before ?? null),
      next: rows.length > size ? (shown.at(-1)?.importId ?? null) : (end?.importId ?? null),
      previous: cursor === undefined ? '' : await this.previous(query, cursor),
      lookedBackTo: end?.startedAt ?? null,
    };
  }

  /** All imports that fit, newest first, for a file: page by page, without a transaction. */
  all(query: Omit<ImportListQuery, 'before'>): AsyncGenerator<readonly ImportSummary[]> {
    return allPages((before) => this.page({ ...query, before: before ?? null }, PART));
  }

  /** The last import that was looked at, if there are more. */
  private async endOfLook({ candidates, own }: Looking) {
    const { rows } = await this.pool.query<Pick<ImportSummary, 'importId' | 'startedAt'>>(
      `select import_id as "importId", started_at as "startedAt" from (${candidates}) as candidate offset ${MOST_LOOKED_AT - 1} limit 1`,
      own,
    );
    return rows[0];
  }

  /** What the newest 500 imports can be filtered by, without duplicates. */
  async recent(resellerId: string): Promise<RecentChoices> {
    const { rows } = await this.pool.query<{ teamId: string; actorId: string; group: string; name: string }>(
      `select team_id as "teamId", actor_id as "actorId", group_kind || ':' || group_id as group, group_name as name
       from import_summary where reseller_id = $1 order by started_at desc, position desc limit $2`,
      [resellerId, RECENT],
    );
    return {
      teams: [...new Set(rows.map(({ teamId }) => teamId))],
      actors: [...new Set(rows.map(({ actorId }) => actorId))],
      // A group under its newest name.
      groups: new Map(rows.toReversed().map(({ group, name }) => [group, name])),
    };
  }

  /** The name of a group that an import of the reseller was of. */
  async groupName(resellerId: string, group: string): Promise<string | undefined> {
    const { rows } = await this.page({ resellerId, group });
    return rows[0]?.groupName;
  }

  /** URLs contain import ids: a position would reveal the activity of all resellers. */
  private async cursor(resellerId: string, importId: string): Promise<Place | undefined> {
    const { rows } = await this.pool.query<Place>(
      'select started_at::text as "startedAt", position from import_summary where import_id = $1 and reseller_id = $2',
      [importId, resellerId],
    );
    return rows[0];
  }

  /** The cursor of the previous page. */
  private async previous(query: ImportListQuery, cursor: Place): Promise<string> {
    const { candidates, fits, values } = lookingFor(query, cursor, 'forward');
    const { rows } = await this.pool.query<{ id: string }>(
      `select import_id as id from (${candidates}) as candidate where ${fits}
       order by started_at, position offset ${PAGE_SIZE} limit 1`,
      values,
    );
    return rows[0]?.id ?? '';
  }
}
