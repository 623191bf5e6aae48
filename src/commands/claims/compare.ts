import type { EmailClaim } from '../../modules/teams/index.js';
import type { Books, LoggedAccount } from './books.js';

/**
 * The differences between the claims on addresses and the log, as sentences; none if each address has one account and each account its
 * address. The sentences name accounts and Teams by id, because an address should not end up in a terminal's scrollback. Pure.
 */
export function compare({ head, rows, accounts }: Books): string[] {
  const byAccount = new Map(rows.claims.map((claim) => [claim.accountId, claim]));
  const byKey = new Map(rows.claims.map((claim) => [claim.key, claim]));
  const pending = new Map(rows.pending.map((claim) => [claim.accountId, claim]));
  const findings: string[] = [];

  for (const [id, account] of accounts) {
    const claim = byAccount.get(id);
    if (account.removed === undefined) {
      if (claim || account.added <= head) findings.push(...ofLiving(id, account, claim, byKey));
    } else if (account.removed <= rows.noticed) {
      if (claim) findings.push(`Account ${id} was removed from its Team, and still keeps its address from others.`);
      if (!rows.removed.has(id)) findings.push(`Account ${id} was removed, and removed_account does not list it.`);
    }
  }
  findings.push(...fallenTogether(accounts, new Set(byAccount.keys())));
  for (const [id, claim] of pending) {
    if (!accounts.has(id)) findings.push(...ofLiving(id, claim, byAccount.get(id), byKey));
  }
  for (const id of byAccount.keys()) {
    if (accounts.has(id) || pending.has(id)) continue;
    findings.push(`Account ${id} keeps an address from others, and the log knows of no such account.`);
  }
  for (const id of rows.removed) {
    if (accounts.get(id)?.removed === undefined) {
      findings.push(`removed_account lists account ${id}, of whose removal the log does not know.`);
    }
  }
  if (rows.stuck > 0) {
    findings.push(
      `${rows.stuck} entries of the outbox are stuck: their events are not in the log (see its column stuck_at).`,
    );
  }
  return findings;
}

/** Living accounts that share a key by today's rules although each has a claim: an older key treated their addresses as different. */
function fallenTogether(accounts: Books['accounts'], claimed: ReadonlySet<string>): string[] {
  const first = new Map<string, string>();
  return [...accounts].flatMap(([id, { key, removed }]) => {
    if (key === undefined || removed !== undefined || !claimed.has(id)) return [];
    const other = first.get(key);
    if (other === undefined) first.set(key, id);
    return other === undefined
      ? []
      : [`Accounts ${other} and ${id} fall together: their addresses are one by today’s rules.`];
  });
}

function ofLiving(
  id: string,
  account: Pick<LoggedAccount, 'key' | 'teamId' | 'resellerId'>,
  claim: EmailClaim | undefined,
  byKey: ReadonlyMap<string, EmailClaim>,
): string[] {
  const { key, teamId, resellerId } = account;
  if (claim) {
    const same = claim.key === key && claim.teamId === teamId && claim.resellerId === resellerId;
    return same ? [] : [`The claim of account ${id} names another address, Team or reseller than the log.`];
  }
  const holder = key === undefined ? undefined : byKey.get(key);
  if (holder) return [`Accounts ${id} and ${holder.accountId} have one address; the claim is the latter's.`];
  return [`Account ${id} (Team ${teamId}) has no claim: its address could get a second account.`];
}
