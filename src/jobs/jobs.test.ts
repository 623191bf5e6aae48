import { jest } from '@jest/globals';
import type pg from 'pg';
import { Jobs } from './jobs.js';

test('a wake-up that cannot be sent is reported, and does not undo the command', async () => {
  const pool = { query: () => Promise.reject(new Error('the database is away')) } as unknown as pg.Pool;
  const onError = jest.fn();
  const jobs = new Jobs(pool, { onError });
  await jobs.wake('import-users', { id: 'some id', owner: 'a reseller' });
  expect(onError).toHaveBeenCalledWith(expect.any(Error));
});
