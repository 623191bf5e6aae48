import { parseArgs } from 'node:util';
import type { Command } from './command.js';

/** What every start and every command does first, by itself: so that portals can run without the password of the owner. */
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
