import type pg from 'pg';
import type { Sandbox } from '../../sandbox/index.js';
import { until } from '../support/portal.js';
import { ask, settled } from './asking.js';
import { adding, expectAsAnswered, pressAgain, removing, type Act } from './by-hand.js';
import { newTeam, offered } from './importing.js';
import { expectCredentialsAsLogged, expectWholeSound } from './invariants.js';
import { cancelling, formOf, importing, loading } from './line-imports.js';
import type { Answered, Visitor } from './visitor.js';

/** One form that an admin sends, what follows from it, and what the admin does who had no answer. */
export interface LineAct {
  readonly press: () => Promise<Answered | undefined>;
  /** a question that has rows for an answer when there is nothing left of it to be done, beyond the lists */
  readonly ended: string;
  readonly finish: (pool: pg.Pool) => Promise<void>;
  /** @throws where something does not hold of it that must, besides what must hold of everything */
  readonly judge: (pool: pg.Pool) => Promise<void>;
}

export interface Around {
  readonly admin: Visitor;
  readonly sandbox: Sandbox;
  readonly pool: pg.Pool;
  /** of this round, not imported before */
  readonly groups: { readonly large: string; readonly small: string };
}

/** Each goes as far as the form that is sent last. */
export const ACTS: Readonly<Record<string, (around: Around) => Promise<LineAct>>> = {
  import: importing,
  cancel: cancelling,
  load: loading,
  addition: async ({ admin, groups }) => byHand(admin, adding(await newTeam(admin), addressIn(groups.small))),
  removal: removal,
  storing: (around) => credentials(around, 'store'),
  using: (around) => credentials(around, 'use'),
  forgetting: (around) => credentials(around, 'remove'),
};

const ANSWERED = 'select 1';
const addressIn = (group: string) => `somebody@${group.toLowerCase().replaceAll(' ', '-')}.example`;

async function removal({ admin, groups }: Around): Promise<LineAct> {
  const added = adding(await newTeam(admin), addressIn(groups.small));
  await admin.press(added.path, added.form);
  return byHand(admin, removing(added));
}

function byHand(admin: Visitor, act: Act): LineAct {
  return {
    press: async () => (act.answered = await admin.press(act.path, act.form)),
    ended: ANSWERED,
    finish: async (pool) => {
      // What was not answered is there as a whole or not at all, and that before anybody presses once more.
      await settled(pool);
      await expectWholeSound(pool);
      if (!act.answered) await pressAgain(admin, act);
      expect(act.answered?.done).toBe(true);
    },
    judge: async (pool) => {
      await expectAsAnswered(pool, [act]);
      await expectWholeSound(pool);
    },
  };
}

/** Others are stored in the place of what there is; or that is used; or forgotten. */
async function credentials({ admin, sandbox, groups }: Around, what: 'store' | 'use' | 'remove'): Promise<LineAct> {
  const team = await newTeam(admin);
  await offered(admin, team, formOf(sandbox), groups.small);
  const { clientId, clientSecret } = sandbox.applications.blindAgent;
  const forms = {
    store: {
      path: `/teams/${team}/psa-import/credentials`,
      form: { ...formOf(sandbox), clientId, clientSecret, storeAnyway: 'yes' },
    },
    use: { path: `/teams/${team}/psa-import/groups`, form: {} },
    remove: { path: '/halopsa/remove', form: {} },
  };
  const after = { store: [clientId], use: [sandbox.clientId], remove: [] }[what];
  const stored = async (pool: pg.Pool) =>
    (await ask<{ client_id: string }>(pool, 'select client_id from halo_credentials'))?.map((row) => row.client_id);
  const press = () => admin.press(forms[what].path, forms[what].form);
  return {
    press,
    ended: ANSWERED,
    finish: async (pool) => {
      await settled(pool);
      await expectCredentialsAsLogged(pool);
      await until(async () => (await press()) !== undefined, 'the form is answered');
    },
    judge: async (pool) => {
      await expectCredentialsAsLogged(pool);
      await expectWholeSound(pool);
      expect(await stored(pool)).toEqual(after);
    },
  };
}
