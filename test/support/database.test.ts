import { createTestDatabase } from './database.js';
test('a test database uses UTF-8 and is separate', async () => {
  const db = await createTestDatabase();
  expect((await db.pool.query('show server_encoding')).rows[0].server_encoding).toBe('UTF8');
  await db.drop();
});
