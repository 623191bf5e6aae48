import type pg from 'pg';

export interface EmailClaim {
  readonly key: string;
  readonly accountId: string;
  readonly teamId: string;
  readonly resellerId: string;
}

export type ClaimHolder = Pick<EmailClaim, 'accountId' | 'teamId'>;

/**
 * Claims addresses for accounts. This is the only place that decides who gets an address. First come, first served: an existing claim is
 * never changed. Part of the caller's transaction.
 *
 * @returns the current holder of each key: the caller's account, or another one
 */
export async function claimEmails(tx: pg.PoolClient, claims: readonly EmailClaim[]): Promise<Map<string, ClaimHolder>> {
  // Sorted by bytes: unsorted inserts from several transactions deadlock.
  const sorted = claims.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const keys = sorted.map((claim) => claim.key);
  // On any conflict: when two transactions claim one address for one account (a form sent twice), either index may report it first.
  await tx.query(
    `insert into email_claim (email_key, account_id, team_id, reseller_id)
     select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[])
     on conflict do nothing`,
    [
      keys,
      sorted.map((claim) => claim.accountId),
      sorted.map((claim) => claim.teamId),
      sorted.map((claim) => claim.resellerId),
    ],
  );
  // A second statement sees what other transactions committed while the first one waited for them.
  const holders = await tx.query<{ email_key: string; account_id: string; team_id: string }>(
    `select email_key, account_id, team_id from email_claim where email_key = any($1::text[])`,
    [keys],
  );
  return new Map(holders.rows.map((row) => [row.email_key, { accountId: row.account_id, teamId: row.team_id }]));
}

/**
 * Why a Team cannot have an account with an address, for the person who asks.
 * @param holder undefined if the holder's account was removed in the same moment
 */
export function whyTaken(
  holder: ClaimHolder | undefined,
  teamId: string,
): 'already-in-this-team' | 'already-has-account' {
  return holder?.teamId === teamId ? 'already-in-this-team' : 'already-has-account';
}

/** Releases the addresses of removed accounts. Idempotent, because account ids are never reused. */
export async function releaseEmails(tx: pg.PoolClient, accountIds: readonly string[]): Promise<void> {
  await tx.query(`delete from email_claim where account_id = any($1::uuid[])`, [accountIds]);
}
