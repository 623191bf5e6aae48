import { parseArgs } from 'node:util';
import type { Command } from './command.js';

/** Does only what every start does first, so that portals can then run without the owner's password. */
export const prepareDatabase: Command = {
  name: 'database prepare',
  takes: '',
  summary: 'Gives an empty database its tables as DATABASE_OWNER_URL, and the role of DATABASE_URL its rights.',
  prepare: async (args) => {
    parseArgs({ args: [...args] });
    return async (_portal, terminal) => {
      terminal.out('The database is ready.');
      return 0;
    };
  },
};
