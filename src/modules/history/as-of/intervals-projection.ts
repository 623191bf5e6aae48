import type pg from 'pg';
import { addRows } from '../../../database/index.js';
import type { Projection } from '../../../event-store/index.js';
import { intervalChanges, type Beginning, type Change } from './intervals.js';

/**
 * Who was in which Team, from when until when, and under which name. Beside the list of members, whose projection decides about claims and is
 * waited for: an import writes its members without waiting for this one.
 */
export const intervalsProjection: Projection = {
  name: 'intervals',
  tables: ['member_interval'],
  apply: async (tx, events) => {
    const { begun, rounds } = intervalChanges(events);
    await addRows(tx, 'member_interval', begun as readonly (Beginning & Record<string, string | Date | null>)[]);
    for (const changes of rounds) await change(tx, changes);
  },
};

/** Ends the interval of each account, and begins the one that follows. The limit tells the planner how many there are. */
async function change(tx: pg.PoolClient, changes: readonly Change[]): Promise<void> {
  await tx.query(
    `with change as (select * from jsonb_to_recordset($1::jsonb) as change (account_id uuid, position text, at timestamptz, team_id uuid, name text,
       name_key text, search text, ends boolean) limit $2),
     ended as (update member_interval as known set until = change.at from change
       where known.account_id = change.account_id and known.until is null returning known.*)
     insert into member_interval (account_id, since_position, team_id, reseller_id, since, name, email, name_key, search, import_id, added_by, added_at)
     select account_id, change.position, coalesce(change.team_id, ended.team_id), reseller_id, change.at, coalesce(change.name, ended.name), email,
       coalesce(change.name_key, ended.name_key), coalesce(change.search, ended.search), import_id, added_by, added_at
     from ended join change using (account_id) where not change.ends`,
    [JSON.stringify(changes), changes.length],
  );
}
