import { within } from './within.js';

const late = () => new Error('too late');

test('gives the result of work that ends in time, or its error', async () => {
  expect(await within(Promise.resolve(7), 10_000, late)).toBe(7);
  await expect(within(Promise.reject(new Error('failed')), 10_000, late)).rejects.toThrow('failed');
});

test('ends with the given error while the work goes on, and drops what it fails with later', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', note);
  const work = Promise.withResolvers<never>();
  await expect(within(work.promise, 1, late)).rejects.toThrow('too late');
  work.reject(new Error('failed later'));
  await new Promise((done) => setImmediate(done));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});
