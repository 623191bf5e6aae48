import { parseArgs } from 'node:util';
import { projections } from '../app.js';
import { rebuild } from '../event-store/index.js';
import { UsageError, type Command } from './command.js';

const names = projections.map(({ name }) => name);

export const rebuildProjections: Command = {
  name: 'projections rebuild',
  takes: `all|${names.join('|')}`,
  summary: 'Makes rows that pages read anew from the log. Pages show the old ones until it is done.',
  prepare: async (args) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const [wanted] = positionals;
    const chosen = projections.filter(({ name }) => wanted === 'all' || name === wanted);
    if (positionals.length !== 1 || chosen.length === 0) {
      throw new UsageError(`Name one of ${names.join(', ')}, or all.`);
    }
    return async ({ pool, store }, terminal) => {
      for (const projection of chosen) {
        const began = performance.now();
        await rebuild(pool, store, projection);
        terminal.out(`${projection.name}: rebuilt in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
      }
      return 0;
    };
  },
};
