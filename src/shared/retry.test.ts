import { retry } from './retry.js';

const busy = new Error('busy');
const broken = new Error('broken');
const isWorthIt = (error: unknown) => error === busy;

/** Fails with these errors, then succeeds. `seen` holds what each try was told about the one before. */
function failing(...errors: readonly Error[]) {
  const seen: unknown[] = [];
  const work = async (before: unknown) => {
    const error = errors[seen.push(before) - 1];
    if (error) throw error;
    return 'done';
  };
  return { work, seen };
}

test('work is repeated until it succeeds, and each try receives the error of the one before', async () => {
  const { work, seen } = failing(busy, busy);
  expect(await retry(work, { isWorthIt })).toBe('done');
  expect(seen).toEqual([undefined, busy, busy]);
});

test('an error that is not worth a retry is thrown at once', async () => {
  const { work, seen } = failing(busy, broken);
  await expect(retry(work, { isWorthIt })).rejects.toBe(broken);
  expect(seen).toHaveLength(2);
});

test('the last of the allowed tries throws its error', async () => {
  const { work, seen } = failing(busy, busy, busy, busy);
  await expect(retry(work, { isWorthIt, tries: 3 })).rejects.toBe(busy);
  expect(seen).toHaveLength(3);
});

test('no try begins after the deadline', async () => {
  const { work, seen } = failing(busy, busy);
  const pauses = [0, 60_000];
  const pauseMs = (failed: number) => pauses[failed - 1] ?? 0;
  await expect(retry(work, { isWorthIt, until: performance.now() + 30_000, pauseMs })).rejects.toBe(busy);
  expect(seen).toHaveLength(2);
});

test('an aborted signal ends the pause and the retrying', async () => {
  const { work, seen } = failing(busy, busy);
  const ending = new AbortController();
  const retried = retry(work, { isWorthIt, pauseMs: () => 60_000, signal: ending.signal });
  ending.abort();
  await expect(retried).rejects.toBe(busy);
  expect(seen).toHaveLength(1);
});
