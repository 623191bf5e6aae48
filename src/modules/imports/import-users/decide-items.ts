import type pg from 'pg';
import { claimEmails } from '../../teams/index.js';
import type { ImportPerson } from '../events.js';
import { verdictOf, type Verdict } from './verdict.js';

/** How many people one append takes at most (the event stores' common measure; the bytes are counted as well). */
const BATCH = 500;

export interface DecidedItem {
  readonly n: number;
  readonly haloId: number;
  readonly accountId: string;
  readonly person: ImportPerson;
  readonly verdict: Verdict;
}

interface ItemRow {
  readonly n: number;
  readonly halo_id: string;
  readonly account_id: string;
  readonly email_key: string | null;
  readonly person: ImportPerson;
  readonly verdict: Verdict | null;
}

/**
 * Freezes the verdicts of the items from `from` on, claims first; part of the caller's transaction. A verdict that stands is never made
 * again. Once a cancel was asked for nothing more is decided: only what was frozen before comes back, up to the first open item.
 *
 * @returns the next items in order, all with their verdicts
 */
export async function decideItems(tx: pg.PoolClient, importId: string, from: number): Promise<DecidedItem[]> {
  // The lock lets one process decide at a time, and a cancel come before or after, but not in between.
  const locked = await tx.query<{ team_id: string; reseller_id: string; cancelled: boolean }>(
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
  const open = rows.filter((row) => row.verdict === null);
  const decided = owner.cancelled ? new Map<number, Verdict>() : await decide(tx, owner, open);
  await freeze(tx, importId, decided);

  const items: DecidedItem[] = [];
  for (const row of rows) {
    const verdict = row.verdict ?? decided.get(row.n);
    if (verdict === undefined) break;
    const { n, person } = row;
    items.push({ n, haloId: Number(row.halo_id), accountId: row.account_id, person, verdict });
  }
  return items;
}

async function decide(
  tx: pg.PoolClient,
  owner: { readonly team_id: string; readonly reseller_id: string },
  open: readonly ItemRow[],
): Promise<Map<number, Verdict>> {
  if (open.length === 0) return new Map();
  const { team_id: teamId, reseller_id: resellerId } = owner;
  const claims = open.map((row) => ({ key: row.email_key ?? '', accountId: row.account_id, teamId, resellerId }));
  const holders = await claimEmails(tx, claims);
  return new Map(open.map((row) => [row.n, verdictOf(holders.get(row.email_key ?? ''), row.account_id, teamId)]));
}

async function freeze(tx: pg.PoolClient, importId: string, decided: ReadonlyMap<number, Verdict>): Promise<void> {
  if (decided.size === 0) return;
  await tx.query(
    `update import_item item set verdict = made.verdict, decided_at = now()
     from unnest($2::int[], $3::text[]) as made (n, verdict)
     where item.import_id = $1 and item.n = made.n and item.verdict is null`,
    [importId, [...decided.keys()], [...decided.values()]],
  );
}
