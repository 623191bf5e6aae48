import { MOMENTS } from './moments.js';
import { World, type RoundLog } from './round.js';

/**
 * The whole portal, as a process on the embedded PostgreSQL, killed at moments that a seed chooses. `npm run test:chaos` runs many rounds;
 * CHAOS_SEED=<seed> CHAOS_ROUNDS=1 runs a round again. CHAOS_MOMENT=<moment> has all of them interrupt the same thing, and
 * CHAOS_LOG=eventstoredb has the log of all of them in EventStoreDB: a stand-in, or the server of TEST_EVENT_STORE_URL.
 */
const rounds = Number(process.env['CHAOS_ROUNDS'] ?? 2);
const firstSeed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000_000);
const only = MOMENTS.find((moment) => moment === process.env['CHAOS_MOMENT']);
/** A world grows with each round, and so does the time that looking at all of it takes. Each begins with another moment. */
const ROUNDS_PER_WORLD = 3;

let world: World | undefined;
afterAll(() => world?.remove());

const isAll = process.env['CHAOS_LOG'] === 'eventstoredb';
const round = (n: number, log: RoundLog, moment = only) => {
  const seed = firstSeed + n;
  return { isNew: n % ROUNDS_PER_WORLD === 0, seed, log, moment: moment ?? MOMENTS[seed % MOMENTS.length] ?? 'import' };
};
const table = Array.from({ length: rounds }, (_, n) => round(n, isAll ? 'eventstoredb' : 'postgres'));
if (process.env['CHAOS_ROUNDS'] === undefined && !isAll)
  table.push({ ...round(rounds, 'eventstoredb', 'import'), isNew: true });

test.each(table)(
  'nothing is lost, duplicated or incomplete after a kill during $moment, CHAOS_SEED=$seed CHAOS_MOMENT=$moment CHAOS_LOG=$log',
  async ({ isNew, seed, moment, log }) => {
    if (isNew) {
      await world?.remove();
      world = await World.create(log);
    }
    const begun = performance.now();
    let hit = 'FAILED';
    try {
      hit = (await world?.round(seed, moment)) ?? hit;
    } finally {
      const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
      if (process.env['CHAOS_ROUNDS']) process.stdout.write(`  seed ${seed}, ${moment}: ${hit}; ${seconds} s in all\n`);
    }
  },
  180_000,
);
