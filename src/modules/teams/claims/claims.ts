import type pg from 'pg';

export interface EmailClaim {
  readonly key: string;
  readonly accountId: string;
  readonly teamId: string;
  readonly resellerId: string;
  /** the revision of account-<id> at which it got its Team; missing: the Team for which it was made */
  readonly revision?: number;
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

/** A move of an account, as recorded at a revision of its stream. */
export interface ClaimMove {
  readonly accountId: string;
  readonly teamId: string;
  readonly revision: number;
}

/**
 * Notes the Teams that accounts were moved to. Moves older than the last one noted change nothing, so that a rebuild of the lists, which
 * applies all moves again, never takes a claim back to an earlier Team. At most one move per account.
 */
export async function moveClaims(tx: pg.PoolClient, moves: readonly ClaimMove[]): Promise<void> {
  await tx.query(
    `update email_claim claim set team_id = moved.team_id, revision = moved.revision
     from unnest($1::uuid[], $2::uuid[], $3::integer[]) as moved (account_id, team_id, revision)
     where claim.account_id = moved.account_id and claim.revision < moved.revision`,
    [moves.map(({ accountId }) => accountId), moves.map(({ teamId }) => teamId), moves.map(({ revision }) => revision)],
  );
}

/** Releases the addresses of removed accounts. Idempotent, because account ids are never reused. */
export async function releaseEmails(tx: pg.PoolClient, accountIds: readonly string[]): Promise<void> {
  await tx.query(`delete from email_claim where account_id = any($1::uuid[])`, [accountIds]);
}
