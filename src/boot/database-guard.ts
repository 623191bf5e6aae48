import type pg from 'pg';
import { assertUsable, powersOf, whyTooPowerful } from '../database/index.js';

/**
 * Checks the operator's database and the role that the portal would run as: an attacker who takes over the portal can do all that this
 * role can. Outside production it only warns, because a developer's database often has one role.
 * @throws Error with a message for the operator
 */
export async function assertFit(pool: pg.Pool, production: boolean, tell: (sentence: string) => void): Promise<void> {
  await assertUsable(pool);
  const problem = whyTooPowerful(await powersOf(pool));
  if (!problem) return;
  if (production) throw new Error(problem);
  tell(`${problem.split('\n', 1)[0] ?? ''} With NODE_ENV=production this is refused.`);
}
