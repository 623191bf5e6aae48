import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Position } from '../../../event-store/index.js';
import type { ConnectionFact, PortalFact } from '../../../facts/index.js';

const PAGE_SIZE = 100;

export type TimelineFact = Exclude<PortalFact, ConnectionFact>;

/** An entry of the history of a Team or a person. */
export interface TimelineEntry {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly fact: TimelineFact;
  /** of a person who was moved: the Team that they came to */
  readonly teamId: string;
  readonly actorId: string;
  readonly at: Date;
}

export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  /** null for the first page */
  readonly at: string | null;
  /** null for the last page */
  readonly next: string | null;
  /** '' stands for the first page */
  readonly previous: string;
}

export interface TeamTimelineQuery {
  readonly teamId: string;
  /** also each person of an import or a removal of many, not only its end */
  readonly each: boolean;
  /** only what was recorded before this instant */
  readonly until: Date | null;
  /** cursor of an earlier page; an invalid one gives the first page */
  readonly before: string | null;
}

interface Place {
  readonly at: string;
  readonly position: Position;
}

/** Conditions, each of which has an index in the order of a timeline. `$1` is the reseller. */
interface Parts {
  readonly parts: readonly string[];
  readonly values: readonly unknown[];
}

/** A person whom the history does not know any more. */
const UNKNOWN = '{"name": "", "previousName": "", "email": null}';

const COLUMNS = `position, stream, revision, team_id as "teamId", actor_id as "actorId", recorded_at as at,
  jsonb_build_object('type', type, 'data', data || jsonb_build_object('person', coalesce(person, '${UNKNOWN}'))) as fact`;

/** An entry is named by its stream and revision: a position would reveal the activity of all resellers. */
const CURSOR = /^((?:team|import|account|undo|removal)-[0-9a-f-]{36})\.(\d{1,9})$/;

/** What happened to a Team, or to a person with an account, newest first. A page of 100 reads no more than that from each index. */
@Injectable()
export class Timelines {
  constructor(private readonly pool: pg.Pool) {}

  /** A person who was moved is in the timelines of both Teams. */
  ofTeam(resellerId: string, { teamId, each, until, before }: TeamTimelineQuery): Promise<TimelinePage> {
    const own = each ? 'timeline is not null' : `timeline = 'event'`;
    const bound = until ? ' and recorded_at < $3' : '';
    const parts = [`team_id = $2 and ${own}${bound}`, `from_team_id = $2${bound}`];
    return this.page({ parts, values: [resellerId, teamId, ...(until ? [until] : [])] }, before);
  }

  ofAccount(resellerId: string, accountId: string, before: string | null): Promise<TimelinePage> {
    return this.page({ parts: ['account_id = $2'], values: [resellerId, accountId] }, before);
  }

  private async page(of: Parts, before: string | null): Promise<TimelinePage> {
    const place = before === null ? undefined : await this.place(of.values[0], before);
    const found = await this.read<TimelineEntry>(COLUMNS, of, { place, back: true, limit: PAGE_SIZE + 1 });
    const entries = found.slice(0, PAGE_SIZE);
    return {
      entries,
      at: place ? before : null,
      next: found.length > PAGE_SIZE ? cursorOf(entries.at(-1)) : null,
      previous: place ? await this.previous(of, place) : '',
    };
  }

  private async previous(of: Parts, place: Place): Promise<string> {
    const range = { place, back: false, limit: PAGE_SIZE + 1 };
    const rows = await this.read<Pick<TimelineEntry, 'stream' | 'revision'>>('stream, revision', of, range);
    return rows.length > PAGE_SIZE ? (cursorOf(rows.at(-1)) ?? '') : '';
  }

  private async read<Row extends pg.QueryResultRow>(
    columns: string,
    { parts, values: given }: Parts,
    { place, back, limit }: { place: Place | undefined; back: boolean; limit: number },
  ): Promise<Row[]> {
    const values: unknown[] = [...given];
    const one = (value: unknown) => `$${values.push(value)}`;
    const order = back ? 'recorded_at desc, position desc' : 'recorded_at, position';
    const range = place
      ? `and (recorded_at, position) ${back ? '<' : '>='} (${one(place.at)}::timestamptz, ${one(place.position)})`
      : '';
    const most = one(limit);
    const each = parts.map(
      (part) =>
        `(select * from history where ${part} and reseller_id = $1 ${range} order by ${order} limit ${most}::integer)`,
    );
    const sql = `select ${columns} from (${each.join(' union all ')}) as entry order by ${order} limit ${most}::integer`;
    return (await this.pool.query<Row>(sql, values)).rows;
  }

  /** The time as text: a Date has no microseconds. */
  private async place(resellerId: unknown, cursor: string): Promise<Place | undefined> {
    const [, stream, revision] = CURSOR.exec(cursor) ?? [];
    if (stream === undefined) return undefined;
    const { rows } = await this.pool.query<Place>(
      'select recorded_at::text as at, position from history where stream = $1 and revision = $2 and reseller_id = $3',
      [stream, revision, resellerId],
    );
    return rows[0];
  }
}

const cursorOf = (entry: Pick<TimelineEntry, 'stream' | 'revision'> | undefined) =>
  entry ? `${entry.stream}.${entry.revision}` : null;
