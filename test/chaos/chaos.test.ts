import { MOMENTS } from './moments.js';
import { World } from './round.js';

/**
 * The whole portal, as a process on the embedded PostgreSQL, killed at moments that a seed chooses. `npm run test:chaos` runs many rounds;
 * CHAOS_SEED=<seed> CHAOS_ROUNDS=1 runs a round again. CHAOS_MOMENT=<moment> has all of them interrupt the same thing.
 */
const rounds = Number(process.env['CHAOS_ROUNDS'] ?? 2);
const firstSeed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000_000);
const only = MOMENTS.find((moment) => moment === process.env['CHAOS_MOMENT']);
/** A world grows with each round, and so does the time that looking at all of it takes. Each begins with another moment. */
const ROUNDS_PER_WORLD = 3;

let world: World | undefined;
afterAll(() => world?.remove());

const table = Array.from({ length: rounds }, (_, round) => {
  const seed = firstSeed + round;
  return { round, seed, moment: only ?? MOMENTS[seed % MOMENTS.length] ?? 'import' };
});

test.each(table)(
  'nothing is lost, duplicated or incomplete after a kill during $moment, CHAOS_SEED=$seed CHAOS_MOMENT=$moment',
  async ({ round, seed, moment }) => {
    if (round % ROUNDS_PER_WORLD === 0) {
      await world?.remove();
      world = await World.create();
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
