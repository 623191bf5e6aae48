import type pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import type { Position } from '../../../event-store/index.js';
import type { ConnectionFact, PortalFact } from '../../../facts/index.js';

/** Entries that one request looks at. The indexes serve some filters; what they find is compared with the others one by one. */
export const MOST_LOOKED_AT = 5_000;

export type TimelineFact = Exclude<PortalFact, ConnectionFact | { readonly type: 'ExportMade' }>;

/** An entry of the history of a Team or of people. */
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

export interface EntryPage {
  readonly entries: readonly TimelineEntry[];
  /** null for the first page */
  readonly at: string | null;
  /** null for the last page */
  readonly next: string | null;
  /** '' stands for the first page */
  readonly previous: string;
  /** not everything was looked at: `next` goes on before this moment; null: the page is full, or the last one */
  readonly lookedBackTo: Date | null;
}

/** Adds a value to those of a query. @returns its placeholder */
export type Given = (value: unknown) => string;

/** What to read, newest first. `$1` is the reseller. */
export interface EntryQuery {
  /** conditions, each of which has an index in the order of time */
  readonly parts: readonly string[];
  /** a condition without an index */
  readonly fits?: ((given: Given) => string) | undefined;
  readonly values: readonly unknown[];
  readonly size: number;
}

interface Place {
  readonly at: string;
  readonly position: Position;
}

/** A person whom the history does not know any more. */
const UNKNOWN = '{"name": "", "previousName": "", "email": null}';

const COLUMNS = `position, stream, revision, team_id as "teamId", actor_id as "actorId", recorded_at as at,
  jsonb_build_object('type', type, 'data', data || jsonb_build_object('person', coalesce(person, '${UNKNOWN}'))) as fact`;

/** An entry is named by its stream and revision: a position would reveal the activity of all resellers. */
const CURSOR = /^((?:team|import|account|undo|removal)-[0-9a-f-]{36})\.(\d{1,9})$/;

/**
 * A page of entries, newest first, which reads no more than a page from the index of each part; with `fits`, no more than 5,000 entries, so that
 * a page can be short or empty and still have a next one.
 * @param before cursor of an earlier page; an invalid one gives the first page
 */
export function entryPage(pool: pg.Pool, query: EntryQuery, before: string | null): Promise<EntryPage> {
  // A planner that knows little of the entries would sort all of them to show a page.
  return inTransaction(pool, (tx) => readPage(tx, query, before), { inOrder: true });
}

async function readPage(tx: pg.PoolClient, query: EntryQuery, before: string | null): Promise<EntryPage> {
  const { size, values } = query;
  const place = before === null ? undefined : await placeOf(tx, values[0], before);
  const found = await read<TimelineEntry>(tx, query, { columns: COLUMNS, place, back: true, limit: size + 1 });
  const entries = found.slice(0, size);
  const end = found.length > size || !query.fits ? undefined : await endOfLook(tx, query, place);
  return {
    entries,
    at: place ? before : null,
    next: found.length > size ? cursorOf(entries.at(-1)) : cursorOf(end),
    previous: place ? await previous(tx, query, place) : '',
    lookedBackTo: end?.at ?? null,
  };
}

/** The last entry that was looked at, if there may be more. */
async function endOfLook(tx: pg.PoolClient, query: EntryQuery, place: Place | undefined) {
  const columns = 'stream, revision, recorded_at as at';
  const all = { ...query, fits: undefined };
  const range = { columns, place, back: true, limit: MOST_LOOKED_AT, skip: MOST_LOOKED_AT - 1 };
  const [end] = await read<Pick<TimelineEntry, 'stream' | 'revision' | 'at'>>(tx, all, range);
  return end;
}

/** The cursor of the page before: as many entries newer as a page has. */
async function previous(tx: pg.PoolClient, query: EntryQuery, place: Place): Promise<string> {
  const range = { columns: 'stream, revision', place, back: false, limit: query.size + 1, skip: query.size };
  const [row] = await read<Pick<TimelineEntry, 'stream' | 'revision'>>(tx, query, range);
  return cursorOf(row) ?? '';
}

interface Range {
  readonly columns: string;
  readonly place: Place | undefined;
  readonly back: boolean;
  readonly limit: number;
  readonly skip?: number;
}

async function read<Row extends pg.QueryResultRow>(
  tx: pg.PoolClient,
  { parts, fits, values: given }: EntryQuery,
  { columns, place, back, limit, skip = 0 }: Range,
): Promise<Row[]> {
  const values: unknown[] = [...given];
  const one = (value: unknown) => `$${values.push(value)}`;
  const order = back ? 'recorded_at desc, position desc' : 'recorded_at, position';
  const range = place
    ? `and (recorded_at, position) ${back ? '<' : '>='} (${one(place.at)}::timestamptz, ${one(place.position)})`
    : '';
  const most = `limit ${one(fits ? MOST_LOOKED_AT : limit)}::integer`;
  const each = parts.map(
    (part) => `(select * from history where ${part} and reseller_id = $1 ${range} order by ${order} ${most})`,
  );
  const candidates = `select * from (${each.join(' union all ')}) as part order by ${order} ${most}`;
  const sql = `select ${columns} from (${candidates}) as entry where ${fits?.(one) ?? 'true'}
    order by ${order} offset ${one(skip)} limit ${one(limit - skip)}::integer`;
  return (await tx.query<Row>(sql, values)).rows;
}

/** The time as text: a Date has no microseconds. */
async function placeOf(tx: pg.PoolClient, resellerId: unknown, cursor: string): Promise<Place | undefined> {
  const [, stream, revision] = CURSOR.exec(cursor) ?? [];
  if (stream === undefined) return undefined;
  const { rows } = await tx.query<Place>(
    'select recorded_at::text as at, position from history where stream = $1 and revision = $2 and reseller_id = $3',
    [stream, revision, resellerId],
  );
  return rows[0];
}

const cursorOf = (entry: Pick<TimelineEntry, 'stream' | 'revision'> | undefined) =>
  entry ? `${entry.stream}.${entry.revision}` : null;
