import type { Books } from './books.js';
import type { Finding, Mend } from './finding.js';

/** More would scroll the first ones off the screen. */
const MOST_SHOWN = 50;

export function showFindings(findings: readonly Finding[], say: (line: string) => void): void {
  for (const { says } of findings.slice(0, MOST_SHOWN)) say(says);
  if (findings.length > MOST_SHOWN) say(`… and ${findings.length - MOST_SHOWN} more.`);
}

const DOES: Readonly<Record<Mend['kind'], string>> = {
  release: 'frees its address',
  claim: 'gives the account its claim',
  mark: 'lists it',
  unmark: 'takes it off that list',
  name: 'writes the name of the log',
  'forget-name': 'frees the name',
  close: 'closes the Team',
  open: 'takes it off that list',
  end: 'ends it in the database',
};

/** The finding, and what a repair does about it. */
export function withRepair({ says, mends }: Finding): Finding {
  const does = mends.map(({ kind }) => DOES[kind]).join(', ');
  return { says: `${says} Repair: ${does}.`, mends };
}

export function summaryOf({ rows, accounts }: Books): string {
  const living = [...accounts.values()].filter(({ removed }) => removed === undefined).length;
  return `${rows.claims.length} claims, ${living} accounts in the log.`;
}
