import type pg from 'pg';
import { addRows } from '../../../database/index.js';
import type { AccountEvent, ImportEvent } from '../../../facts/index.js';
import { type Projection, type RecordedEvent } from '../../../event-store/index.js';
import { searchable, sortKey } from '../../../shared/text/index.js';
import { releaseEmails } from '../claims/claims.js';

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
};

interface MemberChanges {
  readonly added: readonly MemberRow[];
  readonly removed: readonly string[];
}

/**
 * The changes that a batch of events makes: pure. Account ids are never reused, so a person added and removed in one batch is only removed,
 * and the two lists can be written in any order.
 */
export function memberChanges(events: readonly RecordedEvent[]): MemberChanges {
  const added = new Map<string, MemberRow>();
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
      case 'UserRemoved':
        added.delete(event.data.accountId);
        removed.push(event.data.accountId);
        break;
      case 'ImportStarted':
      case 'UserRejected':
      case 'ImportCompleted':
      case 'ImportCancelled':
        break;
    }
  }
  return { added: [...added.values()], removed };
}

interface Added {
  readonly accountId: string;
  readonly teamId: string;
  readonly person: { readonly name: string; readonly email: string };
}

function rowOf(
  { metadata, recordedAt }: RecordedEvent,
  { accountId, teamId, person }: Added,
  importId: string | null,
): MemberRow {
  return {
    account_id: accountId,
    team_id: teamId,
    reseller_id: metadata.resellerId,
    name: person.name,
    email: person.email,
    name_key: sortKey(person.name),
    search: searchable([person.name], person.email),
    import_id: importId,
    added_by: metadata.actor.id,
    added_at: recordedAt,
  };
}

/** The people of each Team. A batch takes a few statements, however many people it is about. */
export const membersProjection: Projection = {
  name: 'members',
  // The records of removed accounts, and the claims, are not read models, so they are not listed.
  tables: ['member'],
  apply: async (tx, events) => {
    const { added, removed } = memberChanges(events);
    await addRows(tx, 'member', added);
    if (removed.length > 0) await remove(tx, removed);
  },
};

/** Releases the address in the transaction that removes the person from the list: both happen or neither. */
async function remove(tx: pg.PoolClient, accountIds: readonly string[]): Promise<void> {
  await tx.query('delete from member where account_id = any($1::uuid[])', [accountIds]);
  await tx.query('insert into removed_account select unnest($1::uuid[]) on conflict do nothing', [accountIds]);
  await releaseEmails(tx, accountIds);
}
