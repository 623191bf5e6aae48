import { parseArgs } from 'node:util';
import type { Command, Terminal } from '../command.js';
import { readBooks, type Books } from './books.js';
import { deliveredEntries, removeEntries } from './delivered.js';
import { diagnose, repair, type Diagnosis } from './repair.js';
import { showFindings, summaryOf, withRepair } from './show.js';

export const repairClaims: Command = {
  name: 'claims repair',
  takes: '[--write]',
  summary:
    'Makes the claims on addresses, and the names and states of Teams, agree with the log after one of them was restored. Shows what it would do; ' +
    '--write does it.',
  prepare: async (args) => {
    const { values } = parseArgs({ args: [...args], options: { write: { type: 'boolean', default: false } } });
    return async ({ pool, log }, terminal) => {
      const store = await log();
      // Before anything else that is unfinished: the process that is started to finish that would deliver these a second time.
      const delivered = await deliveredEntries(pool, store);
      if (delivered.length > 0) {
        const does = values.write ? 'Removed from it' : 'Removed from it with --write';
        terminal.out(`Entries of the outbox that are in the log already: ${delivered.length}. ${does}.`);
      }
      if (!values.write) return report(diagnose(without(delivered, await readBooks(pool, store))), false, terminal);
      await removeEntries(pool, delivered);
      return report(await repair(pool, store), true, terminal);
    };
  },
};

function without(delivered: readonly string[], books: Books): Books {
  const waiting = books.rows.waiting.filter(({ id }) => !delivered.includes(id));
  return { ...books, rows: { ...books.rows, waiting } };
}

function report(diagnosis: Diagnosis, isWritten: boolean, terminal: Terminal): number {
  const { books, findings, whyNot } = diagnosis;
  const mended = findings.filter(({ mends }) => mends.length > 0);
  const left = findings.filter(({ mends }) => mends.length === 0);
  terminal.out(summaryOf(books));
  if (whyNot.length > 0) {
    for (const words of whyNot) terminal.err(words);
    terminal.err('Nothing was repaired.');
    return 1;
  }
  if (findings.length === 0) {
    terminal.out('They agree: there is nothing to repair.');
    return 0;
  }
  showFindings(mended.map(withRepair), terminal.out);
  if (mended.length > 0)
    terminal.out(isWritten ? `${mended.length} repaired.` : `${mended.length} to repair with --write.`);
  if (left.length > 0) {
    showFindings(left, terminal.err);
    terminal.err(`${left.length} cannot be repaired here. What to do about it: docs/operations.md, "Claims".`);
  }
  if (!isWritten) terminal.out('Nothing was changed.');
  return isWritten && left.length === 0 ? 0 : 1;
}
