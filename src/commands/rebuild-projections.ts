import { parseArgs } from 'node:util';
import { projections } from '../app.js';
import { rebuild } from '../event-store/index.js';
import { UsageError, type Command } from './command.js';
import { RebuildProgress } from './rebuild-progress.js';

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
      const store = await log();
      const progress = new RebuildProgress(terminal, await store.count());
      try {
        await rebuild(pool, store, chosen, progress);
      } finally {
        progress.end();
      }
      for (const { name } of chosen) terminal.out(`${name}: rebuilt in ${progress.seconds(name)} s`);
      return 0;
    };
  },
};
