import { parseArgs } from 'node:util';
import type { Command } from '../command.js';
import { readBooks } from './books.js';
import { compare } from './compare.js';

/** More would scroll the first ones off the screen. */
const MOST_SHOWN = 50;

export const checkClaims: Command = {
  name: 'claims check',
  takes: '',
  summary: 'Compares who holds which address with the accounts of the log. Exit code 1 when the two differ.',
  prepare: async (args) => {
    parseArgs({ args: [...args] });
    return async ({ pool, log }, terminal) => {
      const books = await readBooks(pool, await log());
      const findings = compare(books);
      const living = [...books.accounts.values()].filter(({ removed }) => removed === undefined).length;
      terminal.out(`${books.rows.claims.length} claims, ${living} accounts in the log.`);
      if (findings.length === 0) {
        terminal.out('They agree.');
        return 0;
      }
      for (const finding of findings.slice(0, MOST_SHOWN)) terminal.err(finding);
      if (findings.length > MOST_SHOWN) terminal.err(`… and ${findings.length - MOST_SHOWN} more.`);
      terminal.err('What to do about it: docs/operations.md, "Claims".');
      return 1;
    };
  },
};
