import { LineWorld, type Line } from './line-world.js';
import { randomOf } from './random.js';

/**
 * The real process, killed by SIGKILL between each two of its calls to PostgreSQL while it imports, loads, and so on. `npm run test:chaos`
 * walks all the lines; CHAOS_SEED=<seed> CHAOS_LINE="<line>" is one round again, and CHAOS_WALK="import,load" walks some.
 */
const firstSeed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000_000);
const only = process.env['CHAOS_LINE'];
const isLoud = process.env['CHAOS_ROUNDS'] !== undefined;
/** A world grows with each round, and so does the time that looking at all of it takes. */
const ROUNDS_PER_WORLD = 12;

/** What is walked: an act, or a list that follows from it; and the fewest calls that it is known to be made of. */
const WALKS: Readonly<Record<string, number>> = {
  import: 25,
  ...{ 'import/members': 4, 'import/imports': 4 },
  load: 15,
  ...{ addition: 8, removal: 4, 'removal/members': 5 },
  ...{ storing: 8, using: 8, forgetting: 6 },
};
const some = process.env['CHAOS_WALK']?.split(',') ?? Object.keys(WALKS);
const FATES = ['before', 'sent', 'after'] as const;

let world: LineWorld | undefined;
const leave = async () => {
  const code = await world?.remove();
  world = undefined;
  return code;
};
afterAll(async () => {
  if (isLoud) process.stdout.write(`  ${rounds} rounds of kills at one call, ${held} held\n`);
  expect((await leave()) ?? 0).toBe(0);
});

const wordsOf = ({ act, of, at, how }: Line) => `${of === 'work' ? act : `${act}/${of}`} ${at} ${how}`;

function lineOf(words: string): Line {
  const [walk = '', at, how] = words.split(' ');
  const [act = '', of = 'work'] = walk.split('/');
  return { act, of, at: Number(at), how: how as Line['how'] };
}

let rounds = 0;
let held = 0;

async function round(line: Line): Promise<string | undefined> {
  if (world?.rounds === ROUNDS_PER_WORLD) expect(await leave()).toBe(0);
  world ??= await LineWorld.create();
  const seed = firstSeed + rounds++;
  const again = `CHAOS_SEED=${seed} CHAOS_LINE="${wordsOf(line)}"`;
  const begun = performance.now();
  let met: string | undefined = 'FAILED';
  try {
    met = await world.round(line, seed);
    held++;
  } catch (error) {
    await leave();
    throw new Error(`${again}: ${(error as Error).message}`, { cause: error });
  } finally {
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    if (isLoud) process.stdout.write(`  ${again}: ${met ?? 'it had come to its end'}; ${seconds} s\n`);
  }
  return met;
}

/** A round that fails ends the walk no more than one that holds. @returns at how many calls, and what failed */
async function walk(name: string, how: Line['how']) {
  const failed: string[] = [];
  for (let at = 0; ; at++) {
    const met = await round(lineOf(`${name} ${at} ${how}`)).catch((error: unknown) => {
      failed.push((error as Error).message);
      return 'failed';
    });
    // What fails at every call has no end.
    if (met === undefined || failed.length > 5) return { calls: at, failed };
  }
}

function chosen(): string[] {
  if (only) return [only];
  const random = randomOf(firstSeed);
  const one = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  const others = some.filter((name) => name !== 'import');
  return ['import', one(others)].map((name) => `${name} ${Math.floor(random() * (WALKS[name] ?? 1))} ${one(FATES)}`);
}

if (isLoud && !only) {
  test.each(some.flatMap((name) => FATES.map((how) => [name, how] as const)))(
    'killed between each two calls of: %s, %s it',
    async (name, how) => {
      const { calls, failed } = await walk(name, how);
      if (failed.length > 0) throw new Error(failed.join('\n\n'));
      expect(calls).toBeGreaterThanOrEqual(WALKS[name] ?? 1);
    },
    1_800_000,
  );
} else {
  test.each(chosen())(
    `killed at one call: CHAOS_SEED from ${firstSeed}, CHAOS_LINE="%s"`,
    async (words) => void (await round(lineOf(words))),
  );
}
