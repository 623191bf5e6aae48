import { randomUUID } from 'node:crypto';
import { makeApplications } from '../../sandbox/applications.js';
import { ask } from './asking.js';
import { expectCredentialsAsLogged, expectWholeSound } from './invariants.js';
import type { Interrupted, Surroundings } from './moments.js';

/** A client id, or null if none is stored. */
type Stored = string | null;

/** Credentials are stored, replaced, used and removed, one after the other. */
export async function changingCredentials({ admin, portal, pool, seed, random }: Surroundings): Promise<Interrupted> {
  const team = randomUUID();
  await admin.post('/teams', { id: team, name: `Team ${team}`, then: 'save' });
  const { main, blindAgent } = makeApplications(seed);
  const store = ({ clientId, clientSecret }: typeof main) => ({
    path: `/teams/${team}/psa-import/credentials`,
    form: { ...portal.credentials, clientId, clientSecret, storeAnyway: 'yes' },
    makes: () => clientId,
  });
  const remove = { path: '/halopsa/remove', form: {}, makes: () => null };
  const use = { path: `/teams/${team}/psa-import/groups`, form: {}, makes: (before: Stored) => before };
  const choices = [store(main), store(blindAgent), remove, use];

  /** what may be stored by now: one thing, unless an answer did not come */
  let possible = new Set<Stored>([await storedNow(pool)]);
  let [answered, unanswered, stopped] = [0, 0, false];
  const once = async () => {
    const { path, form, makes } = choices[Math.floor(random() * choices.length)] ?? use;
    const answer = await admin.press(path, form);
    const after = [...possible].map(makes);
    if (answer?.done) possible = new Set(after);
    else if (!answer) possible = new Set([...possible, ...after]);
    if (answer) answered++;
    else unanswered++;
    if (!answer) await new Promise((done) => setTimeout(done, 200));
  };
  const work = (async () => {
    while (!stopped) await once();
  })();
  return {
    howFar: async () => `${answered} changes answered, ${unanswered} not`,
    finish: async () => {
      stopped = true;
      await work;
    },
    judge: async (now) => {
      await expectCredentialsAsLogged(now);
      await expectWholeSound(now);
      expect([...possible]).toContain(await storedNow(now));
    },
  };
}

async function storedNow(pool: Surroundings['pool']): Promise<Stored> {
  const rows = await ask<{ client_id: string }>(pool, 'select client_id from halo_credentials');
  return rows?.[0]?.client_id ?? null;
}
