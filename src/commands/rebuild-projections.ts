import { parseArgs } from 'node:util';
import { projections } from '../app.js';
import { UsageError, type Command } from './command.js';
import { rebuildWithProgress } from './rebuild-progress.js';

const names = projections.map(({ name }) => name);

export const rebuildProjections: Command = {
  name: 'projections rebuild',
  takes: `all|${names.join('|')}`,
  summary: 'Rebuilds the rows that pages read, from the log. Pages show the old ones until it is done.',
  runsAs: 'owner',
  prepare: async (args) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const [wanted] = positionals;
    const chosen = projections.filter(({ name }) => wanted === 'all' || name === wanted);
    if (positionals.length !== 1 || chosen.length === 0) {
      throw new UsageError(`Name one of ${names.join(', ')}, or all.`);
    }
    return async ({ pool, log }, terminal) => {
      await rebuildWithProgress(pool, await log(), chosen, terminal);
      return 0;
    };
  },
};
