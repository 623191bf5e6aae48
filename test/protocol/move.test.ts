import fc from 'fast-check';
import { RULES, TEAMS, World, type Rules } from './move-model.js';

const WORKERS = 3;
const worker = fc.integer({ min: 0, max: WORKERS - 1 });
const team = fc.constantFrom(...TEAMS);
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), worker, team }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), worker }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('step' as const), worker }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), worker }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('project' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rebuild' as const), upTo: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('archive' as const), team }) },
);
const schedule = fc.array(action, { maxLength: 60, size: 'max' });

function play(actions: readonly (typeof action extends fc.Arbitrary<infer One> ? One : never)[], rules: Rules): void {
  const world = new World(rules);
  const running: (Generator<void, void> | undefined)[] = [];
  for (const one of actions) {
    if (one.do === 'move') running[one.worker] ??= world.move(one.team);
    if (one.do === 'remove') running[one.worker] ??= world.remove();
    if (one.do === 'step' && running[one.worker]?.next().done) running[one.worker] = undefined;
    if (one.do === 'crash') {
      running[one.worker]?.return();
      running[one.worker] = undefined;
    }
    if (one.do === 'project') world.project();
    if (one.do === 'rebuild') world.rebuild(one.upTo);
    if (one.do === 'archive') world.archive(one.team);
  }
  world.settle();
}

test('a move holds in thousands of schedules of crashes, other moves, removals, archives and rebuilds', () => {
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
