import type pg from 'pg';
import { assertUsable, powersOf, whyTooPowerful } from '../database/index.js';

/**
 * Looks at a database that an operator named, and at the role that the portal would run as: what takes over the portal could do all that
 * this role can. Outside production it is only said, since the database of a developer often has one role.
 * @throws Error in words
 */
export async function assertFit(pool: pg.Pool, production: boolean, tell: (sentence: string) => void): Promise<void> {
  await assertUsable(pool);
  const problem = whyTooPowerful(await powersOf(pool));
  if (!problem) return;
  if (production) throw new Error(problem);
  tell(`${problem.split('\n', 1)[0] ?? ''} With NODE_ENV=production this is refused.`);
}
