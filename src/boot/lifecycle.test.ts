import { jest } from '@jest/globals';
import { Ended, Lifecycle } from './lifecycle.js';

const done = async () => undefined;

test('started parts are stopped in the opposite order, even if one of them fails', async () => {
  const [ended, told]: string[][] = [[], []];
  const life = new Lifecycle((sentence) => told?.push(sentence));
  const ends = (name: string) => async () => ended?.push(name);
  await life.start('the database', done, ends('the database'));
  await life.start('one that throws', done, () => {
    throw new Error('at once');
  });
  await life.start('one that rejects', done, () => Promise.reject(new Error('later')));
  await life.start('the pages', done, ends('the pages'));

  await life.end();

  expect(ended).toEqual(['the pages', 'the database']);
  expect(told).toEqual([
    'While stopping one that rejects: Error: later',
    'While stopping one that throws: Error: at once',
  ]);
});

test('a part that is still starting is stopped too, and no further part starts', async () => {
  const life = new Lifecycle(() => undefined);
  const [started, stopped] = [Promise.withResolvers<void>(), jest.fn(done)];
  const starting = life.start('the database', () => started.promise, stopped);
  const end = life.end();
  started.resolve();

  await Promise.all([starting, end]);

  expect(stopped).toHaveBeenCalledTimes(1);
  await expect(life.start('the pages', done, done)).rejects.toThrow(Ended);
});
