import { parseArgs } from 'node:util';
import type { Command } from '../command.js';
import { readBooks } from './books.js';
import { compare } from './compare.js';
import { showFindings, summaryOf } from './show.js';

export const checkClaims: Command = {
  name: 'claims check',
  takes: '',
  summary:
    'Compares who holds which address, and the names and states of Teams, with the log. Exit code 1 when the two differ.',
  prepare: async (args) => {
    parseArgs({ args: [...args] });
    return async ({ pool, log }, terminal) => {
      const books = await readBooks(pool, await log());
      const findings = compare(books);
      terminal.out(summaryOf(books));
      if (findings.length === 0) {
        terminal.out('They agree.');
        return 0;
      }
      showFindings(findings, terminal.err);
      terminal.err('What to do about it: docs/operations.md, "Claims".');
      return 1;
    };
  },
};
