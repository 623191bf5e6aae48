import type pg from 'pg';
import type { Sandbox } from '../../sandbox/index.js';
import { until } from '../support/portal.js';
import { ask, settled } from './asking.js';
import { adding, expectAsAnswered, pressAgain, removing, type Act } from './by-hand.js';
import { finish, loaded, newTeam, offered, tickAll } from './importing.js';
import { expectCredentialsAsLogged, expectSound, expectWholeSound } from './invariants.js';
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
  /** this round's, which nobody imported before */
  readonly groups: { readonly large: string; readonly small: string };
}

/** Each goes as far as the form that is sent last. */
export const ACTS: Readonly<Record<string, (around: Around) => Promise<LineAct>>> = {
  import: importing,
  load: loading,
  addition: async ({ admin, groups }) => byHand(admin, adding(await newTeam(admin), addressIn(groups.small))),
  removal: removal,
  storing: (around) => credentials(around, 'store'),
  using: (around) => credentials(around, 'use'),
  forgetting: (around) => credentials(around, 'remove'),
};

const ANSWERED = 'select 1';
const addressIn = (group: string) => `somebody@${group.toLowerCase().replaceAll(' ', '-')}.example`;

/** Two of the list have an account elsewhere: one is seen to have it, the other gets it when everybody is ticked. One is in this very Team. */
async function importing({ admin, sandbox, pool, groups }: Around): Promise<LineAct> {
  const team = await newTeam(admin);
  const everybody = sandbox.world.people(sandbox.world.named(groups.large));
  const addresses = [...everybody].flatMap(({ emailaddress }) => emailaddress || []);
  const isPlain = (address: string) => /^[a-z]{1,30}[.][a-z]{1,30}@[a-z0-9-]+[.]example$/.test(address);
  const plain = [...new Set(addresses.filter(isPlain))];
  const add = async (id: string, place: number) => {
    const { path, form } = adding(id, plain[place] ?? '');
    expect(await admin.press(path, form)).toEqual({ done: true });
  };
  const elsewhere = await newTeam(admin);
  await add(team, 20);
  await add(elsewhere, 40);
  const group = await offered(admin, team, formOf(sandbox), groups.large);
  const roster = (await admin.post(`/teams/${team}/psa-import/rosters`, { group })).split('/').at(-1) ?? '';
  await loaded(pool, roster);
  await tickAll(admin, roster);
  const { text } = await admin.get(`/rosters/${roster}/confirm`);
  const tickVersion = /name="tickVersion" value="(\d+)"/.exec(text)?.[1] ?? '';
  await add(elsewhere, 60);
  return {
    press: () => admin.press(`/rosters/${roster}/import`, { tickVersion }),
    ended: `select from roster where id = '${roster}' and import_ended_at is not null`,
    finish: (now) => finish(admin, now, roster),
    judge: (now) => expectSound(now, roster),
  };
}

/** What was loaded is imported in the end, so that it is judged as a whole. */
async function loading({ admin, sandbox, groups }: Around): Promise<LineAct> {
  const team = await newTeam(admin);
  const group = await offered(admin, team, formOf(sandbox), groups.small);
  const press = () => admin.press(`/teams/${team}/psa-import/rosters`, { group });
  const rosters = async (now: pg.Pool) =>
    (await ask<{ id: string }>(now, 'select id from roster where team_id = $1', [team])) ?? [];
  return {
    press,
    ended: `select from roster where team_id = '${team}' and status = 'loaded'`,
    finish: async (now) => {
      if ((await rosters(now)).length === 0) await press();
      await finish(admin, now, (await rosters(now))[0]?.id ?? '');
    },
    judge: async (now) => {
      const [roster, ...others] = await rosters(now);
      expect(others).toEqual([]);
      await expectSound(now, roster?.id ?? '');
    },
  };
}

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
    store: { path: `/teams/${team}/psa-import/credentials`, form: { ...formOf(sandbox), clientId, clientSecret } },
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

const formOf = ({ tenantId, clientId, clientSecret, url: baseUrl }: Sandbox) => ({
  ...{ tenantId, clientId, clientSecret, baseUrl },
});
