import type pg from 'pg';
import type { Roster } from '../roster.js';
import { carryOver, KEPT_BEFORE, listBefore, replaceList, type ListBefore } from '../reload/carry-over.js';
import { A_PERSON, keepingCounts, SELECTABLE } from '../red-x.js';
import { noteSites } from './note-sites.js';

/**
 * Runs when all pages have come: marks the people whose address another person in the list keeps, and counts. A list of a run begins with
 * everyone ticked whom "Select all" ticks, a reloaded one with the ticks of the list before.
 */
export async function finishRoster(tx: pg.PoolClient, roster: Roster): Promise<void> {
  const before = await listBefore(tx, roster);
  await markDuplicates(tx, roster.id, before);
  await keepingCounts(tx, roster, null, firstTicks(tx, roster, before));
  await noteSites(tx, roster.id);
  if (before) await replaceList(tx, roster.id, before);
  await tx.query('delete from roster_foreign_id where roster_id = $1', [roster.id]);
}

function firstTicks(tx: pg.PoolClient, { id, heldBy }: Roster, before: ListBefore | undefined) {
  if (before) return () => carryOver(tx, id, before);
  return heldBy === null ? undefined : () => tickAll(tx, id);
}

/**
 * A shared address belongs to the lowest HaloPSA id, preferring people who work at the client, until an admin chooses another
 * (shared-address.ts). After a reload, the person who kept it before keeps it. Two statements: combined into one, the list was joined with itself, and the planner, which expects no rows in a new
 * list, ran the window function once per person.
 */
async function markDuplicates(tx: pg.PoolClient, rosterId: string, before: ListBefore | undefined): Promise<void> {
  const { rows } = await tx.query<{ halo_id: string; keeper: string }>(
    `select halo_id, keeper from (
       select halo_id, first_value(halo_id) over (partition by email_key order by ${before ? `${KEPT_BEFORE}, ` : ''}not (${A_PERSON}), halo_id) as keeper
       from roster_person p where roster_id = $1 and email_key is not null
     ) same where keeper <> halo_id`,
    before ? [rosterId, before.id] : [rosterId],
  );
  if (rows.length === 0) return;
  await tx.query(
    `update roster_person set problem = 'duplicate-in-list', kept_by = ($3::jsonb ->> halo_id::text)::bigint
     where roster_id = $1 and halo_id = any($2::bigint[])`,
    [
      rosterId,
      rows.map(({ halo_id }) => halo_id),
      JSON.stringify(Object.fromEntries(rows.map((row) => [row.halo_id, row.keeper]))),
    ],
  );
}

async function tickAll(tx: pg.PoolClient, rosterId: string): Promise<number> {
  const ticked = await tx.query(`update roster_person set ticked = true where roster_id = $1 and ${SELECTABLE}`, [
    rosterId,
  ]);
  return ticked.rowCount ?? 0;
}
