import { createTestDatabase } from '../../test/support/database.js';

test('a connection lost between two queries of its holder does not end the process', async () => {
  const { pool, drop } = await createTestDatabase();
  const held = await pool.connect();
  const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid');
  await pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
  await expect(held.query('select 1')).rejects.toThrow();
  held.release(true);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await drop();
});
