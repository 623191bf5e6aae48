import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { addRows } from '../../../database/index.js';
import type { ConnectionFact } from '../../../facts/index.js';
import { allPages } from '../../../shared/page-by-key.js';
import { type Position, type Projection, type RecordedEvent } from '../../../event-store/index.js';

/** One line of the log of a reseller's credential use: the event, and who caused it when. */
export type ConnectionLogRow = ConnectionFact & {
  readonly position: Position;
  readonly teamId: string | null;
  readonly actorId: string;
  readonly recordedAt: Date;
};

const PAGE_SIZE = 50;
/** Rows of a part of a list that is read to its end. */
const PART = 1_000;
const LONGEST_CURSOR = 200;

const HEARD: Readonly<Record<ConnectionFact['type'], true>> = {
  HaloCredentialsStored: true,
  HaloCredentialsRemoved: true,
  ConnectionTested: true,
  ConnectionTestFailed: true,
  GroupsLoaded: true,
  GroupsNotLoaded: true,
  SitesLoaded: true,
  SitesNotLoaded: true,
  UsersLoaded: true,
  UsersNotLoaded: true,
};

type Heard = RecordedEvent & ConnectionFact;

/** Writes one row for each event of the HaloPSA connection. */
export const connectionLogProjection: Projection = {
  name: 'connection-log',
  tables: ['connection_log'],
  apply: async (tx, events) => {
    const heard = events.filter((event): event is Heard => Object.hasOwn(HEARD, event.type));
    await addRows(tx, 'connection_log', heard.map(rowOf));
  },
};

const rowOf = ({ position, metadata, recordedAt, type, data }: Heard) => ({
  position,
  reseller_id: metadata.resellerId,
  team_id: data.teamId ?? null,
  actor_id: metadata.actor.id,
  recorded_at: recordedAt,
  type,
  data: JSON.stringify(data),
});

const ROW = 'position, team_id as "teamId", actor_id as "actorId", recorded_at as "recordedAt", type, data';

@Injectable()
export class ConnectionLog {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * A page of a reseller's log, newest first.
   * @param before cursor of an earlier page; an invalid one gives the newest page
   * @returns `at`: the cursor that was used
   */
  async page(
    resellerId: string,
    before: unknown,
    size = PAGE_SIZE,
  ): Promise<{ rows: ConnectionLogRow[]; at: string | null; next: string | null }> {
    const at = typeof before === 'string' && before !== '' && before.length <= LONGEST_CURSOR ? before : null;
    const { rows } = await this.pool.query<ConnectionLogRow>(
      `select ${ROW} from connection_log
       where reseller_id = $1 and ($2::text is null or position < $2 collate "C")
       order by position desc limit $3`,
      [resellerId, at, size + 1],
    );
    const shown = rows.slice(0, size);
    return { rows: shown, at, next: rows.length > size ? (shown.at(-1)?.position ?? null) : null };
  }

  /** All of the log, newest first, in parts of a thousand. */
  all(resellerId: string): AsyncGenerator<readonly ConnectionLogRow[]> {
    return allPages((before) => this.page(resellerId, before, PART));
  }

  /** A reseller's last event of one of these types. Looks at one entry of the index for each type. */
  async last<Type extends ConnectionFact['type']>(resellerId: string, types: readonly Type[]) {
    const { rows } = await this.pool.query<ConnectionLogRow & Extract<ConnectionFact, { type: Type }>>(
      `select last.* from unnest($2::text[]) as wanted (type) cross join lateral (
         select ${ROW} from connection_log where reseller_id = $1 and connection_log.type = wanted.type
         order by position desc limit 1
       ) last order by position desc limit 1`,
      [resellerId, types],
    );
    return rows[0];
  }
}
