import fc from 'fast-check';
import { FIRST, RULES, World, type Rules } from './run-model.js';

/** Some crash, some are zombies. */
const WORKERS = 3;
const PAIRS = 3;

type Action =
  | { readonly do: 'step' | 'crash'; readonly worker: number }
  | { readonly do: 'tick' | 'loaded' | 'confirm' | 'skip'; readonly n: number }
  | { readonly do: 'request' | 'look' | 'confirmTogether' | 'cancel' | 'expire' | 'importEnds' };

const worker = fc.integer({ min: 0, max: WORKERS - 1 });
const n = fc.integer({ min: 0, max: PAIRS - 1 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ do: fc.constant('step' as const), worker }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), worker }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('loaded' as const, 'confirm' as const), n }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tick' as const), n }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('skip' as const), n }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('look' as const, 'confirmTogether' as const, 'importEnds' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('request' as const, 'cancel' as const, 'expire' as const) }),
  },
);
const schedule = fc.array(action, { maxLength: 100, size: 'max' });

function play(actions: readonly Action[], rules: Rules): void {
  const world = new World(PAIRS, rules);
  world.request(FIRST);
  const running = Array.from({ length: WORKERS }, () => world.worker());
  for (const one of actions) {
    switch (one.do) {
      case 'step':
        if (running[one.worker]?.next().done) running[one.worker] = world.worker();
        break;
      case 'crash':
        running[one.worker] = world.worker();
        break;
      case 'request':
        world.request('with other pairs');
        break;
      case 'tick':
      case 'loaded':
      case 'confirm':
      case 'skip':
        world[one.do](one.n);
        break;
      default:
        world[one.do]();
    }
  }
  // Zombies wake up when others have done everything.
  world.settle(() => running.forEach((zombie) => zombie.next()));
}

test('a run holds in thousands of schedules of crashes, zombies, cancels, ticks and stale confirmations', () => {
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
