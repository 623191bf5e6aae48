import { World, MOMENTS } from './round.js';

/**
 * The whole portal, as a process on the embedded PostgreSQL, killed at moments that a seed chooses. `npm run test:chaos` runs many rounds;
 * CHAOS_SEED=<seed> CHAOS_ROUNDS=1 runs a round again, with the moment that CHAOS_MOMENT names.
 */
const rounds = Number(process.env['CHAOS_ROUNDS'] ?? 3);
const firstSeed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000_000);
const only = MOMENTS.find((moment) => moment === process.env['CHAOS_MOMENT']);
/** A world grows with each round, and so does the time that looking at all of it takes. */
const ROUNDS_PER_WORLD = 3;

let world: World | undefined;
afterAll(() => world?.remove());

const table = Array.from({ length: rounds }, (_, i) => {
  // Each world begins with another moment: in its first round nobody has an account yet.
  const moment = MOMENTS[(i + Math.floor(i / ROUNDS_PER_WORLD)) % MOMENTS.length] ?? 'import';
  return { round: i, seed: firstSeed + i, moment: only ?? moment };
});

test.each(table)(
  'nothing is lost, double or half done: killed during $moment, CHAOS_SEED=$seed',
  async ({ round, seed, moment }) => {
    if (round % ROUNDS_PER_WORLD === 0) {
      await world?.remove();
      world = await World.create();
    }
    const hit = await world?.round(seed, moment);
    if (process.env['CHAOS_ROUNDS']) process.stdout.write(`  seed ${seed}, ${moment}: ${hit}\n`);
  },
  180_000,
);
