import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '../../test/support/database.js';
import { assertDemoApart, whyNotHere } from './demo-guard.js';
import { DEMO_RESELLERS } from './demo.js';

const empty = { demoPeople: [], demoResellers: 0, otherResellers: 0 };
const demo = { demoPeople: ['admin@demo.example'], demoResellers: 2, otherResellers: 0 };
const real = { ...empty, otherResellers: 3 };

test.each([
  ['the demo begins', true, empty, undefined],
  ['the demo goes on', true, demo, undefined],
  ['a seed that was killed goes on', true, { ...empty, demoResellers: 1 }, undefined],
  ['a reseller was added to the demo', true, { ...demo, otherResellers: 1 }, undefined],
  ['the demo meets real resellers', true, real, /Unset DEMO/],
  ['a portal begins', false, empty, undefined],
  ['a portal goes on', false, real, undefined],
  ['a portal meets the people of a demo', false, demo, /admin@demo\.example.*new, empty database/],
  [
    'a portal meets them among real people',
    false,
    { ...real, demoPeople: ['admin@other.example'] },
    /admin@other\.example/,
  ],
] as const)('%s', (_name, isDemo, lived, words) => {
  const problem = whyNotHere(isDemo, lived);
  if (words) expect(problem).toMatch(words);
  else expect(problem).toBeUndefined();
});

test('the guard reads the people from the database', async () => {
  const { pool, drop } = await createTestDatabase();
  try {
    await assertDemoApart(pool, true);
    await pool.query('insert into reseller (id, name) values ($1, $2)', [randomUUID(), 'Acme']);
    await assertDemoApart(pool, false);
    await expect(assertDemoApart(pool, true)).rejects.toThrow('The database holds resellers');
    await pool.query('insert into reseller (id, name) values ($1, $2)', [DEMO_RESELLERS[0], 'Demo']);
    await pool.query(
      `insert into portal_user (id, name, email, "emailVerified", "createdAt", "updatedAt", role, "resellerId")
       values ($1, 'Ada', 'admin@demo.example', false, now(), now(), 'admin', $2)`,
      [randomUUID(), DEMO_RESELLERS[0]],
    );
    await assertDemoApart(pool, true);
    await expect(assertDemoApart(pool, false)).rejects.toThrow('The database holds the people of a demo');
  } finally {
    await drop();
  }
});
