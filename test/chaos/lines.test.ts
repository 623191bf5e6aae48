import { LineWorld, type Line, type Met } from './line-world.js';
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
  import: 30,
  ...{ 'import/members': 4, 'import/imports': 6, 'import/history': 4, 'import/words': 4 },
  cancel: 10,
  load: 25,
  ...{ addition: 9, removal: 4, 'removal/members': 4 },
  ...{ storing: 8, 'storing/connection-log': 3, using: 8, forgetting: 6 },
};
const some = process.env['CHAOS_WALK']?.split(',') ?? Object.keys(WALKS);
const FATES = ['before', 'sent', 'after'] as const;

let world: LineWorld | undefined;
const leave = async () => {
  const code = await world?.remove();
  world = undefined;
  return code;
};
const tally = { rounds: 0, held: 0, killed: 0 };
afterAll(async () => {
  if (isLoud) process.stdout.write(`  ${JSON.stringify(tally)}\n`);
  expect((await leave()) ?? 0).toBe(0);
});

/** @param words "<walk>", and for a kill "<walk> <how> <line>" */
function lineOf(words: string): Line {
  const [, walk = '', how, line] = /^(\S+)(?: (\S+) (.+))?$/.exec(words) ?? [];
  const [act = '', of = 'work'] = walk.split('/');
  return { act, of, line, how: how as Line['how'] };
}

async function round(words: string): Promise<Met> {
  if (world?.rounds === ROUNDS_PER_WORLD) expect(await leave()).toBe(0);
  world ??= await LineWorld.create();
  const seed = firstSeed + tally.rounds++;
  const again = `CHAOS_SEED=${seed} CHAOS_LINE="${words}"`;
  const begun = performance.now();
  let outcome = 'FAILED';
  try {
    const met = await world.round(lineOf(words), seed);
    outcome = met.died ? 'killed there' : `came to its end after ${met.lines.length} calls`;
    tally.held++;
    if (met.died) tally.killed++;
    return met;
  } catch (error) {
    await leave();
    throw new Error(`${again}: ${(error as Error).message}`, { cause: error });
  } finally {
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    if (isLoud) process.stdout.write(`  ${again}: ${outcome}; ${seconds} s\n`);
  }
}

/** First without a kill: those are the lines. A round that fails ends the walk no more than one that holds. */
async function walk(name: string): Promise<void> {
  const { lines } = await round(name);
  expect(lines.length).toBeGreaterThanOrEqual(WALKS[name] ?? 1);
  const failed: string[] = [];
  for (const line of lines) {
    for (const how of FATES) {
      await round(`${name} ${how} ${line}`).catch((error: unknown) => failed.push((error as Error).message));
    }
  }
  if (failed.length > 0) throw new Error(failed.join('\n\n'));
}

/** At one line of an import, and at one of something else. */
async function few(): Promise<void> {
  const random = randomOf(firstSeed);
  const one = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  for (const name of ['import', one(some.slice(1))]) {
    const { lines } = await round(name);
    await round(`${name} ${one(FATES)} ${one(lines)}`);
  }
}

// A line that is not met repeats nothing.
if (only) test('killed at one call', async () => expect((await round(only)).died).toBe(only.includes(' ')));
else if (isLoud) test.each(some)('killed between each two calls of: %s', walk, 1_800_000);
else test(`killed at a call or two, CHAOS_SEED=${firstSeed}`, few);
