import { parseArgs } from 'node:util';
import { projections } from '../../app.js';
import {
  listsOfAnotherLog,
  moveLog,
  openLog,
  type Direction,
  type EventStore,
  type Plan,
} from '../../event-store/index.js';
import { forgetJudgedHeads } from '../../modules/rosters/index.js';
import type { Command, Portal, Terminal } from '../command.js';
import { rebuildWithProgress } from '../rebuild-progress.js';
import { MoveProgress } from './move-progress.js';

export const moveTheLog: Command = {
  name: 'log move',
  takes: '[--back]',
  summary:
    'Moves the log to EventStoreDB (EVENT_STORE_URL), or back to PostgreSQL. Run it again after an interruption.',
  runsAs: 'owner',
  prepare: async (args) => {
    const { values } = parseArgs({ args: [...args], options: { back: { type: 'boolean' } } });
    return (portal, terminal) => move(portal, terminal, values.back ? 'back' : 'there');
  },
};

async function move({ config, pool }: Portal, terminal: Terminal, direction: Direction): Promise<number> {
  const url = config.eventStoreUrl;
  const watch = new MoveProgress(terminal);
  const plan = await moveLog({ pool, url, direction, watch }).finally(() => watch.end());
  terminal.out(SAID[direction][plan]);
  if (plan === 'cancel') return 0;
  const store = await openLog({ pool, url: direction === 'back' ? undefined : url });
  await remake({ pool, store, terminal }).finally(() => store.close());
  return 0;
}

const SAID: Readonly<Record<Direction, Readonly<Record<Plan, string>>>> = {
  there: {
    copy: 'They are the same. The log is in EventStoreDB from now on: set EVENT_STORE_URL for every portal and restart it.',
    finish: 'The log is in EventStoreDB.',
    cancel: '',
  },
  back: {
    copy: 'They are the same. The log is in PostgreSQL from now on: unset EVENT_STORE_URL for every portal and restart it.',
    finish: 'The log is in PostgreSQL.',
    cancel: 'The move to EventStoreDB was taken back: the log is in PostgreSQL, and portals append to it again.',
  },
};

/** Rebuilds what has positions of the log before the move as keys. Pages show the old tables until the new ones are complete. */
async function remake({ pool, store, terminal }: Pick<Portal, 'pool'> & { store: EventStore; terminal: Terminal }) {
  await forgetJudgedHeads(pool);
  const lists = await listsOfAnotherLog(pool, store, projections);
  if (lists.length === 0) return terminal.out('Every list is made from it. There is nothing left to do.');
  terminal.out(`Rebuilding ${lists.map(({ name }) => name).join(', ')} …`);
  await rebuildWithProgress(pool, store, lists, terminal);
}
