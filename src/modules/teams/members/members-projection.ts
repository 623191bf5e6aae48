import type pg from 'pg';
import { addRows } from '../../../database/index.js';
import type { AccountEvent, ImportEvent } from '../../../facts/index.js';
import { type Projection, type RecordedEvent } from '../../../event-store/index.js';
import { searchable, sortKey } from '../../../shared/text/index.js';
import { moveClaims, releaseEmails, type ClaimMove } from '../claims/claims.js';

type MemberRow = {
  readonly account_id: string;
  readonly team_id: string;
  readonly reseller_id: string;
  readonly name: string;
  readonly email: string;
  readonly name_key: string;
  readonly search: string;
  /** null: added by hand */
  readonly import_id: string | null;
  readonly added_by: string;
  readonly added_at: Date;
  readonly revision: number;
};

/** What a batch changes of a person who was listed before. */
type Change = Pick<MemberRow, 'account_id' | 'revision'> &
  Partial<Pick<MemberRow, 'team_id' | 'name' | 'name_key' | 'search'>>;

interface MemberChanges {
  readonly added: readonly MemberRow[];
  /** at most one per person */
  readonly changed: readonly Change[];
  /** the last move of each person; also of those added in the same batch, whose claims are older */
  readonly moved: readonly ClaimMove[];
  readonly removed: readonly string[];
}

/**
 * The changes that a batch of events makes: pure. Account ids are never reused, so a person added and removed in one batch is only removed,
 * and the two lists can be written in any order.
 */
export function memberChanges(events: readonly RecordedEvent[]): MemberChanges {
  const added = new Map<string, MemberRow>();
  const changed = new Map<string, Change>();
  const moved = new Map<string, ClaimMove>();
  const change = (accountId: string, by: Omit<Change, 'account_id'>) => {
    const row = added.get(accountId);
    if (row) added.set(accountId, { ...row, ...by });
    else changed.set(accountId, { ...changed.get(accountId), account_id: accountId, ...by });
  };
  const removed: string[] = [];
  for (const recorded of events) {
    const event = recorded as RecordedEvent & (AccountEvent | ImportEvent);
    switch (event.type) {
      case 'UserImported':
        added.set(event.data.accountId, rowOf(recorded, event.data, event.data.importId));
        break;
      case 'UserAdded':
        added.set(event.data.accountId, rowOf(recorded, event.data, null));
        break;
      case 'UserMoved': {
        const { accountId, teamId } = event.data;
        moved.set(accountId, { accountId, teamId, revision: recorded.revision });
        change(accountId, { team_id: teamId, revision: recorded.revision });
        break;
      }
      case 'UserRenamed':
        change(event.data.accountId, { ...namesOf(event.data.person), revision: recorded.revision });
        break;
      case 'UserRemoved':
        added.delete(event.data.accountId);
        changed.delete(event.data.accountId);
        moved.delete(event.data.accountId);
        removed.push(event.data.accountId);
        break;
      case 'ImportStarted':
      case 'UserRejected':
      case 'ImportCompleted':
      case 'ImportCancelled':
        break;
    }
  }
  return { added: [...added.values()], changed: [...changed.values()], moved: [...moved.values()], removed };
}

const namesOf = (person: { readonly name: string; readonly email: string }) => ({
  name: person.name,
  name_key: sortKey(person.name),
  search: searchable([person.name], person.email),
});

interface Added {
  readonly accountId: string;
  readonly teamId: string;
  readonly person: { readonly name: string; readonly email: string };
}

function rowOf(
  { metadata, recordedAt, revision }: RecordedEvent,
  { accountId, teamId, person }: Added,
  importId: string | null,
): MemberRow {
  return {
    account_id: accountId,
    team_id: teamId,
    reseller_id: metadata.resellerId,
    email: person.email,
    ...namesOf(person),
    import_id: importId,
    added_by: metadata.actor.id,
    added_at: recordedAt,
    // An imported person's own stream is empty.
    revision: importId === null ? revision : -1,
  };
}

/** The people of each Team. A batch takes a few statements, however many people it is about. */
export const membersProjection: Projection = {
  name: 'members',
  // The records of removed accounts, and the claims, are not read models, so they are not listed.
  tables: ['member'],
  apply: async (tx, events) => {
    const { added, changed, moved, removed } = memberChanges(events);
    await addRows(tx, 'member', added);
    if (changed.length > 0) await change(tx, changed);
    if (moved.length > 0) await moveClaims(tx, moved);
    if (removed.length > 0) await remove(tx, removed);
  },
};

/** The limit tells the planner how many rows there are. */
async function change(tx: pg.PoolClient, changes: readonly Change[]): Promise<void> {
  await tx.query(
    `update member as known set revision = more.revision, team_id = coalesce(more.team_id, known.team_id),
       name = coalesce(more.name, known.name), name_key = coalesce(more.name_key, known.name_key),
       search = coalesce(more.search, known.search)
     from (select * from jsonb_to_recordset($1::jsonb) as change (account_id uuid, revision integer, team_id uuid, name text, name_key text,
       search text) limit $2) as more
     where known.account_id = more.account_id`,
    [JSON.stringify(changes), changes.length],
  );
}

/** Releases the address in the transaction that removes the person from the list: both happen or neither. */
async function remove(tx: pg.PoolClient, accountIds: readonly string[]): Promise<void> {
  await tx.query('delete from member where account_id = any($1::uuid[])', [accountIds]);
  await tx.query('insert into removed_account select unnest($1::uuid[]) on conflict do nothing', [accountIds]);
  await releaseEmails(tx, accountIds);
}
