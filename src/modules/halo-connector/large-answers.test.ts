import { readGroups } from './groups.js';
import { listPage, usersPage } from './people.js';

const ROWS = Array.from({ length: 20_000 }, (_, n) => ({
  ...{ id: n + 1, user_id: n + 1, client_id: 7, name: `Ann-Marie ${n}`, emailaddress: `ann.${n}@acme.example` },
}));

/** @returns how often other work had its turn meanwhile */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let over = false;
  const other = () => {
    turns += 1;
    if (!over) setImmediate(other);
  };
  setImmediate(other);
  await work();
  over = true;
  return turns;
}

const onePage = {
  load: async (pageNo: number) => ({ rows: pageNo === 1 ? ROWS.slice(1) : [], announced: ROWS.length - 1 }),
  mayReadAgain: () => false,
};

test.each<[string, () => Promise<unknown>]>([
  ['groups', () => readGroups('client', onePage)],
  ['people of a client', () => usersPage({ users: ROWS, record_count: ROWS.length }, { clientId: 7 })],
  ['people of a distribution list', () => listPage({ users: ROWS, members: ROWS, users_count: ROWS.length })],
  ['members whose fields name no one', () => listPage({ users: ROWS.slice(0, 1), members: ROWS })],
])('20,000 %s in one answer do not block other work', async (_what, work) => {
  expect(await turnsDuring(work)).toBeGreaterThan(30);
});
