import type pg from 'pg';
import { candidatesOf, VERSION } from './candidates.js';
import type { RemovalSum, Selection } from './removal-types.js';

/** Of a removal that was requested before. */
export const NOTHING = { version: '', people: 0, waiting: 0, isBehind: false };

/** Line 2: numbers the people of a selection, with the revisions of their accounts, and settles those who stay. One statement: one view of the lists. */
export async function freeze(tx: pg.PoolClient, id: string, resellerId: string, selection: Selection) {
  const { sql, values } = candidatesOf(resellerId, selection);
  const { rows } = await tx.query<typeof NOTHING>(
    `with candidate as materialized (${sql}), item as (
       insert into removal_item (removal_id, n, account_id, revision, person, outcome)
       select $${values.length + 1}::uuid, row_number() over (order by account_id), account_id, revision, person, kept from candidate),
     removal as (update removal set people = (select count(*) from candidate) where id = $${values.length + 1}::uuid)
     select ${VERSION} as version, count(*)::int as people, coalesce(bool_or(is_unknown), false) as "isBehind", (count(*) filter (where kept is null))::int as waiting
     from candidate`,
    [...values, id],
  );
  const found = rows[0] ?? NOTHING;
  return { ...found, isBehind: found.isBehind || isIncomplete(selection, found) };
}

/** The history has not caught up with the import. */
export const isIncomplete = (selection: Selection, { people }: { readonly people: number }) =>
  selection.kind === 'import' && selection.people !== people;

export interface Counted {
  readonly people: number;
  readonly removed: number;
  readonly waiting: number;
  readonly isBehind: boolean;
  readonly kept: RemovalSum['kept'];
}

const REASONS = ['renamed', 'moved', 'removed', 'added-again', 'changed'];

export const counted = (column: 'kept' | 'outcome') => `count(*)::int as people,
  (count(*) filter (where ${column} = 'done'))::int as removed, (count(*) filter (where ${column} is null))::int as waiting,
  coalesce(bool_or(is_unknown), false) as "isBehind",
  jsonb_strip_nulls(jsonb_build_object(${REASONS.map((reason) => `'${reason}', nullif(count(*) filter (where ${column} = '${reason}'), 0)`).join(', ')})) as kept`;

export const sumOf = ({ people = 0, removed = 0, waiting = 0, kept = {} }: Partial<Counted>): RemovalSum => ({
  ...{ people, removed, waiting, kept },
});
