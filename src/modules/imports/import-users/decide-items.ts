import type pg from 'pg';
import type { ImportPerson, RejectionReason } from '../../../facts/index.js';
import { claimEmails } from '../../teams/index.js';
import { v5 as uuidV5 } from 'uuid';
import { verdictOf, type Verdict } from './verdict.js';

/** Most people in one append: a common size for event stores. The bytes are limited too. */
const BATCH = 500;

/** The final verdict on a person. */
type Frozen =
  | { readonly verdict: 'imported'; readonly accountId: string }
  | { readonly verdict: RejectionReason; readonly accountId: null };

export type DecidedItem = Frozen & {
  readonly n: number;
  readonly haloId: number;
  readonly person: ImportPerson;
};

interface ItemRow {
  readonly n: number;
  readonly halo_id: string;
  readonly account_id: string | null;
  readonly email_key: string | null;
  readonly person: ImportPerson;
  readonly verdict: Verdict | null;
}

/**
 * Freezes the verdicts of the items from `from` on, claiming their addresses first; part of the caller's transaction. A stored verdict is
 * never changed. After a cancel request, nothing more is decided: only the items frozen before are returned, up to the first open one.
 *
 * @returns the next items in order, all with a verdict
 */
export async function decideItems(tx: pg.PoolClient, importId: string, from: number): Promise<DecidedItem[]> {
  // The lock makes processes decide one at a time, and puts a cancel request before or after a decision, not in between.
  const locked = await tx.query<Owner>(
    `select team_id, reseller_id, cancel_requested_at is not null as cancelled from roster where id = $1 for update`,
    [importId],
  );
  const owner = locked.rows[0];
  const { rows } = await tx.query<ItemRow>(
    `select n, halo_id, account_id, email_key, person, verdict from import_item
     where import_id = $1 and n >= $2 and n < $2 + ${BATCH} order by n`,
    [importId, from],
  );
  if (!owner) return [];
  const open = owner.cancelled ? [] : rows.filter((row) => row.verdict === null);
  const decided = await decide(tx, importId, owner, open);

  const items: DecidedItem[] = [];
  for (const { n, halo_id, account_id, person, verdict } of rows) {
    const frozen = verdict === null ? decided.get(n) : ({ verdict, accountId: account_id } as Frozen);
    if (!frozen) break;
    items.push({ n, haloId: Number(halo_id), person, ...frozen });
  }
  return items;
}

interface Owner {
  readonly team_id: string;
  readonly reseller_id: string;
  readonly cancelled: boolean;
}

/** @returns verdicts by item number */
async function decide(
  tx: pg.PoolClient,
  importId: string,
  { team_id: teamId, reseller_id: resellerId }: Owner,
  open: readonly ItemRow[],
): Promise<Map<number, Frozen>> {
  if (open.length === 0) return new Map();
  const candidates = open.map(({ n, halo_id, email_key }) => ({
    n,
    key: email_key ?? '',
    accountId: accountIdOf(importId, halo_id),
  }));
  const holders = await claimEmails(
    tx,
    candidates.map(({ key, accountId }) => ({ key, accountId, teamId, resellerId })),
  );
  const decided = new Map<number, Frozen>();
  for (const { n, key, accountId } of candidates) {
    const verdict = verdictOf(holders.get(key), accountId, teamId);
    decided.set(n, verdict === 'imported' ? { verdict, accountId } : { verdict, accountId: null });
  }
  await freeze(tx, importId, decided);
  return decided;
}

/** The same person in the same import always gets the same account id (RFC 9562, 5.5). */
const accountIdOf = (importId: string, haloId: string) => uuidV5(`account ${haloId}`, importId);

/**
 * Each row finds its verdict by its index in the arrays: PostgreSQL would plan a join badly, without statistics of a table that was just
 * filled.
 */
async function freeze(tx: pg.PoolClient, importId: string, decided: ReadonlyMap<number, Frozen>): Promise<void> {
  const from = Math.min(...decided.keys());
  const made = Array.from({ length: Math.max(...decided.keys()) - from + 1 }, (_, i) => decided.get(from + i));
  await tx.query(
    `update import_item set verdict = ($3::text[])[n - $2 + 1], account_id = ($4::uuid[])[n - $2 + 1], decided_at = now()
     where import_id = $1 and n >= $2 and n < $2 + cardinality($3::text[]) and verdict is null`,
    [importId, from, made.map((one) => one?.verdict ?? null), made.map((one) => one?.accountId ?? null)],
  );
}
