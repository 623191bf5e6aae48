import type { Books } from './books.js';
import type { Finding } from './finding.js';

/** More would scroll the first ones off the screen. */
const MOST_SHOWN = 50;

export function showFindings(findings: readonly Finding[], say: (line: string) => void): void {
  for (const { says } of findings.slice(0, MOST_SHOWN)) say(says);
  if (findings.length > MOST_SHOWN) say(`… and ${findings.length - MOST_SHOWN} more.`);
}

export function summaryOf({ rows, accounts }: Books): string {
  const living = [...accounts.values()].filter(({ removed }) => removed === undefined).length;
  return `${rows.claims.length} claims, ${living} accounts in the log.`;
}
