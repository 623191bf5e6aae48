import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { lengthOf, oneLine } from '../shared/text/index.js';
import { UsageError, type Command } from './command.js';
import { portalUsers } from './portal-users.js';

const LONGEST_NAME = 200;

export const addReseller: Command = {
  name: 'reseller add',
  takes: '"<name>"',
  summary: 'Adds a reseller, and prints its id.',
  prepare: async (args) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const [name = ''] = positionals.map((word) => oneLine(word));
    if (positionals.length !== 1) throw new UsageError('A reseller has one name; put it in quotes.');
    if (name === '' || lengthOf(name) > LONGEST_NAME) {
      throw new UsageError(`A reseller's name has 1 to ${LONGEST_NAME} characters.`);
    }
    return async (portal, terminal) => {
      const id = randomUUID();
      await (await portalUsers(portal)).addReseller({ id, name });
      terminal.out(id);
      return 0;
    };
  },
};
