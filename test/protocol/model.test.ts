import fc from 'fast-check';
import { RULES, World, type Fate, type Rules } from './model.js';

/** Two imports of overlapping lists, three workers on each: some crash, some are zombies. */
const WORKERS = 3;
const KEYS = ['a', 'b', 'c', 'd'];

type Action =
  | { readonly do: 'step'; readonly worker: number; readonly fate: Fate }
  | { readonly do: 'crash'; readonly worker: number }
  | { readonly do: 'cancel' | 'project'; readonly import: number }
  | { readonly do: 'land' | 'rebuild' }
  | { readonly do: 'remove'; readonly key: string };

const workers = fc.integer({ min: 0, max: 2 * WORKERS - 1 });
const imports = fc.integer({ min: 0, max: 1 });
const fates = fc.constantFrom<Fate>('lands', 'lands unheard', 'lost', 'late');
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('step' as const), worker: workers, fate: fates }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), worker: workers }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('project' as const), import: imports }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('land' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rebuild' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), key: fc.constantFrom(...KEYS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), import: imports }) },
);
const list = fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1 });
const schedule = fc.record({ lists: fc.tuple(list, list), actions: fc.array(action, { maxLength: 120, size: 'max' }) });

function play({ lists, actions }: { lists: string[][]; actions: Action[] }, rules: Rules): void {
  const world = new World(lists, rules);
  const target = (i: number) => world.imports[i] ?? world.imports[0]!;
  const begin = (worker: number) => world.worker(target(worker < WORKERS ? 0 : 1));
  const running = Array.from({ length: 2 * WORKERS }, (_, worker) => begin(worker));
  for (const one of actions) {
    if (one.do === 'step') running[one.worker]?.next(one.fate);
    if (one.do === 'crash') running[one.worker] = begin(one.worker);
    if (one.do === 'cancel') world.cancel(target(one.import));
    if (one.do === 'project') world.project(target(one.import));
    if (one.do === 'land') world.landLate();
    if (one.do === 'rebuild') world.rebuild();
    if (one.do === 'remove') world.remove(one.key);
  }
  world.settle();
}

test('the protocol holds in thousands of schedules of crashes, zombies, late appends, cancels and removals', () => {
  fc.assert(
    fc.property(schedule, (one) => play(one, RULES)),
    { numRuns: 5_000 },
  );
});

test.each(Object.keys(RULES) as (keyof Rules)[])('the model notices when a line is broken: %s', (line) => {
  const broken = { ...RULES, [line]: false };
  const outcome = fc.check(
    fc.property(schedule, (one) => play(one, broken)),
    { numRuns: 20_000 },
  );
  expect(outcome.failed).toBe(true);
});
