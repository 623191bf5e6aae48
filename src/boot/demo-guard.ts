import type pg from 'pg';
import { DEMO_PEOPLE } from '../modules/access/index.js';
import { DEMO_RESELLERS } from './demo.js';

export interface Lived {
  /** addresses of the demo's people, whose password is public */
  readonly demoPeople: readonly string[];
  readonly demoResellers: number;
  readonly otherResellers: number;
}

/** Why a demo must not start on a production database, or the reverse, and what to do; undefined if it may start. */
export function whyNotHere(demo: boolean, { demoPeople, demoResellers, otherResellers }: Lived): string | undefined {
  if (!demo && demoPeople.length > 0) {
    return (
      `The database holds the people of a demo (${demoPeople.join(', ')}), whose password is public. ` +
      'Use a new, empty database, or start the demo again with DEMO=on.'
    );
  }
  if (demo && demoResellers === 0 && otherResellers > 0) {
    return (
      'The database holds resellers that are not those of the demo, and DEMO=on would let anybody sign in beside them. ' +
      'Unset DEMO, or use a new, empty database for the demo.'
    );
  }
  return undefined;
}

/** @throws Error with a message for the operator */
export async function assertDemoApart(pool: pg.Pool, demo: boolean): Promise<void> {
  const { rows } = await pool.query<Lived>(
    `select array(select email::text from portal_user where email = any($1) order by email) as "demoPeople",
       (select count(*)::integer from reseller where id::text = any($2)) as "demoResellers",
       (select count(*)::integer from reseller where id::text <> all($2)) as "otherResellers"`,
    [DEMO_PEOPLE.map(({ email }) => email), DEMO_RESELLERS],
  );
  const problem = rows[0] && whyNotHere(demo, rows[0]);
  if (problem) throw new Error(problem);
}
