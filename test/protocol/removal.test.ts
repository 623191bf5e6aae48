import fc from 'fast-check';
import { RULES, World, type Fate, type Rules } from './removal-model.js';

/** Some crash, some are zombies. */
const WORKERS = 3;
const NAMES = ['a', 'b', 'c'];

type Action =
  | { readonly do: 'step'; readonly worker: number; readonly fate: Fate }
  | { readonly do: 'crash'; readonly worker: number }
  | { readonly do: 'change' | 'project'; readonly name: string }
  | { readonly do: 'request' | 'cancel' | 'land' };

const worker = fc.integer({ min: 0, max: WORKERS - 1 });
const name = fc.constantFrom(...NAMES);
const fate = fc.constantFrom<Fate>('lands', 'lands unheard', 'lost', 'late');
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: fc.constant('step' as const), worker, fate }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), worker }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), name }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('project' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('request' as const, 'land' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
);
const schedule = fc.array(action, { maxLength: 80, size: 'max' });

function play(actions: readonly Action[], rules: Rules): void {
  const world = new World(NAMES, rules);
  const running = Array.from({ length: WORKERS }, () => world.worker());
  for (const one of actions) {
    if (one.do === 'step' && running[one.worker]?.next(one.fate).done) running[one.worker] = world.worker();
    if (one.do === 'crash') running[one.worker] = world.worker();
    if (one.do === 'change') world.change(one.name);
    if (one.do === 'project') world.project(one.name);
    if (one.do === 'request') world.request();
    if (one.do === 'cancel') world.cancel();
    if (one.do === 'land') world.landLate();
  }
  world.settle();
}

test('the removal holds in thousands of schedules of crashes, zombies, late appends, cancels and changes', () => {
  fc.assert(
    fc.property(schedule, (actions) => play(actions, RULES)),
    { numRuns: 5_000 },
  );
});

test.each(Object.keys(RULES) as (keyof Rules)[])('the model notices when a line is left out: %s', (line) => {
  const outcome = fc.check(
    fc.property(schedule, (actions) => play(actions, { ...RULES, [line]: false })),
    { numRuns: 20_000 },
  );
  expect(outcome.failed).toBe(true);
});
