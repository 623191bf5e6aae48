import type { EmailClaim } from '../../modules/teams/index.js';
import type { Books } from './books.js';
import { compareImports } from './compare-imports.js';
import { compareTeams } from './compare-teams.js';
import type { AccountMend, Finding } from './finding.js';
import type { LoggedAccount } from './read-log.js';
import type { Rows } from './read-rows.js';

/**
 * The differences between the log and the tables that are sources of truth beside it; none if each address has one account, each account
 * its address, and each Team its name and door. Pure.
 */
export function compare(books: Books): Finding[] {
  return [...compareAccounts(books), ...compareTeams(books), ...compareImports(books)];
}

function compareAccounts({ head, rows, accounts }: Books): Finding[] {
  const byAccount = new Map(rows.claims.map((claim) => [claim.accountId, claim]));
  const pending = new Map(rows.pending.map((claim) => [claim.accountId, claim]));
  const findings = rows.claims.flatMap(({ accountId }) => {
    const why = whyReleased(accountId, accounts.get(accountId), pending.has(accountId), rows);
    return why === undefined ? [] : [{ says: why, mends: [{ kind: 'release', accountId }] } satisfies Finding];
  });
  const released = new Set(findings.flatMap(({ mends }) => mends.map(({ accountId }) => accountId)));
  const isLeaving = (id: string) => accounts.get(id)?.removed !== undefined;
  const kept = rows.claims.filter(({ accountId }) => !released.has(accountId));
  const holders: Holders = {
    staying: new Map(kept.filter(({ accountId }) => !isLeaving(accountId)).map(holderOf)),
    leaving: new Map(kept.filter(({ accountId }) => isLeaving(accountId)).map(holderOf)),
  };
  const living = [...accounts].filter(([, { removed }]) => removed === undefined);
  const recorded = living.filter(([id, { added }]) => byAccount.has(id) || added <= head);
  const staged = [...pending].filter(([id]) => !accounts.has(id));
  return [
    ...findings,
    ...[...recorded, ...staged].flatMap(([id, account]) => ofLiving(id, account, byAccount.get(id), holders, rows)),
    ...fallenTogether(living, new Set(byAccount.keys())),
    ...compareMarks(rows, accounts),
    ...stuckEntries(rows),
  ];
}

/** The accounts that keep their claims, by address. */
interface Holders {
  readonly staying: Map<string, string>;
  /** removed in the log, which the projection has not applied yet */
  readonly leaving: ReadonlyMap<string, string>;
}

const holderOf = ({ key, accountId }: EmailClaim) => [key, accountId] as const;

/** Why an account may not keep its claim; undefined if it may. A removal that the projection has not applied yet will release it. */
function whyReleased(id: string, account: LoggedAccount | undefined, isPending: boolean, { noticed }: Rows) {
  if (account?.removed !== undefined && account.removed <= noticed) {
    return `Account ${id} was removed from its Team, and still keeps its address from others.`;
  }
  if (account || isPending) return undefined;
  return `Account ${id} keeps an address from others, and the log knows of no such account.`;
}

type Claimable = Pick<LoggedAccount, 'key' | 'teamId' | 'revision' | 'before' | 'resellerId'>;

/** @param holders an account that can have its claim is added */
function ofLiving(
  id: string,
  account: Claimable,
  claim: EmailClaim | undefined,
  holders: Holders,
  rows: Rows,
): Finding[] {
  const { key, teamId, resellerId } = account;
  if (claim && claim.key === key && claim.resellerId === resellerId && isInTeam(claim, account, rows)) return [];
  const holder = key === undefined ? undefined : holders.staying.get(key);
  const mends = holder === undefined || holder === id ? claimFor(id, account, claim, holders) : [];
  if (claim)
    return [{ says: `The claim of account ${id} names another address, Team or reseller than the log.`, mends }];
  const says =
    holder === undefined
      ? `Account ${id} (Team ${teamId}) has no claim: its address could get a second account.`
      : `Accounts ${id} (Team ${teamId}) and ${holder} have one address; the claim is the latter's.`;
  return [{ says, mends }];
}

/** Whether a claim has the Team of the log, or one from which the account was moved by an event that the projection has not applied yet. */
function isInTeam(claim: EmailClaim, { teamId, revision, before = [] }: Claimable, { noticed }: Rows): boolean {
  const teams = [...before, { teamId, revision, until: undefined }];
  const found = teams.find((each) => (each.revision ?? -1) === (claim.revision ?? -1));
  return found?.teamId === claim.teamId && (found.until === undefined || found.until > noticed);
}

function claimFor(
  accountId: string,
  { key, teamId, resellerId, revision }: Claimable,
  before: EmailClaim | undefined,
  { staying, leaving }: Holders,
): AccountMend[] {
  if (key === undefined) return [];
  staying.set(key, accountId);
  const released = [before?.accountId, leaving.get(key)].filter((id) => id !== undefined);
  return [
    ...released.map((id): AccountMend => ({ kind: 'release', accountId: id })),
    {
      kind: 'claim',
      accountId,
      claim: { key, accountId, teamId, resellerId, ...(revision !== undefined && { revision }) },
    },
  ];
}

/** Living accounts that share a key by today's rules although each has a claim: an older key treated their addresses as different. */
function fallenTogether(living: readonly [string, LoggedAccount][], claimed: ReadonlySet<string>): Finding[] {
  const first = new Map<string, string>();
  return living.flatMap(([id, { key }]) => {
    if (key === undefined || !claimed.has(id)) return [];
    const other = first.get(key);
    if (other === undefined) first.set(key, id);
    const says = `Accounts ${other} and ${id} fall together: their addresses are one by today’s rules.`;
    return other === undefined ? [] : [{ says, mends: [] }];
  });
}

/** A living account with a mark would lose its claim to a form that is sent again. */
function compareMarks({ removed, noticed }: Rows, accounts: Books['accounts']): Finding[] {
  const missing = [...accounts].filter(
    ([id, account]) => account.removed !== undefined && account.removed <= noticed && !removed.has(id),
  );
  const wrong = [...removed].filter((id) => accounts.get(id)?.removed === undefined);
  return [
    ...missing.map(([accountId]): Finding => {
      const says = `Account ${accountId} was removed, and removed_account does not list it.`;
      return { says, mends: [{ kind: 'mark', accountId }] };
    }),
    ...wrong.map((accountId): Finding => {
      const says = `removed_account lists account ${accountId}, of whose removal the log does not know.`;
      return { says, mends: [{ kind: 'unmark', accountId }] };
    }),
  ];
}

function stuckEntries({ stuck }: Rows): Finding[] {
  const says = `${stuck} entries of the outbox are stuck: their events are not in the log (see its column stuck_at).`;
  return stuck > 0 ? [{ says, mends: [] }] : [];
}
