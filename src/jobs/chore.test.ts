import { Chore } from './chore.js';

test('a chore is done when it is due, and again soon after it failed', async () => {
  const done: number[] = [];
  const errors: unknown[] = [];
  let fails = true;
  const work = () => {
    done.push(done.length);
    return fails ? Promise.reject(new Error('not now')) : Promise.resolve();
  };
  const chore = new Chore(work, 60_000, (error) => errors.push(error));
  await chore.doIfDue(3_000);
  fails = false;
  for (const now of [6_000, 9_000, 65_999, 66_000]) await chore.doIfDue(now);
  expect(errors).toHaveLength(1);
  expect(done).toHaveLength(3);
});
