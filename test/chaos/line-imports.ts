import type pg from 'pg';
import type { Sandbox } from '../../sandbox/index.js';
import { ask, untilFound } from './asking.js';
import { adding } from './by-hand.js';
import { finish, loaded, newTeam, offered, tickAll } from './importing.js';
import { expectSound } from './invariants.js';
import type { Around, LineAct } from './line-acts.js';

/** Two people of the list have an account elsewhere: one from the start, the other gets it once all are ticked. One is in this very Team. */
async function readyToImport({ admin, sandbox, pool, groups }: Around) {
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
  const roster =
    (await admin.post(`/teams/${team}/psa-import/rosters`, { group, again: 'yes' })).split('/').at(-1) ?? '';
  await loaded(pool, roster);
  await tickAll(admin, roster);
  const { text } = await admin.get(`/rosters/${roster}/confirm`);
  const tickVersion = /name="tickVersion" value="(\d+)"/.exec(text)?.[1] ?? '';
  await add(elsewhere, 60);
  return { roster, press: () => admin.press(`/rosters/${roster}/import`, { tickVersion }) };
}

export async function importing(around: Around): Promise<LineAct> {
  const { roster, press } = await readyToImport(around);
  return ofImport(around, roster, press);
}

/** The import has begun, and waits to decide on its first people, when it is cancelled: they are decided, and the rest is left out. */
export async function cancelling(around: Around): Promise<LineAct> {
  const { admin, pool } = around;
  const { roster, press } = await readyToImport(around);
  const holder = await pool.connect();
  await holder.query('begin; lock table email_claim in exclusive mode');
  await press();
  // pg_locks shows all databases of the server, those of other tests too.
  const waiting = (lock: string) => `select from pg_locks join pg_stat_activity using (pid)
    where datname = current_database() and ${lock} and not granted`;
  await untilFound(pool, waiting(`relation = 'email_claim'::regclass`), [], 'the import waits');
  const act = ofImport(around, roster, async () => {
    const answered = admin.press(`/imports/${roster}/cancel`, {});
    // It waits for the decision that is being taken, or the portal dies before.
    const waits = untilFound(pool, waiting(`locktype = 'transactionid'`), [], 'Cancel waits');
    await Promise.race([answered, waits]).finally(async () => {
      await holder.query('rollback');
      holder.release();
    });
    return answered;
  });
  const judge = async (now: pg.Pool) => {
    await act.judge(now);
    const rows = await ask<{ status: string }>(now, 'select status from import_summary where import_id = $1', [roster]);
    const asked = await ask(now, 'select from roster where id = $1 and cancel_requested_at is not null', [roster]);
    expect(rows).toEqual([{ status: asked?.length === 1 ? 'cancelled' : 'completed' }]);
  };
  return { ...act, judge };
}

function ofImport({ admin }: Around, roster: string, press: LineAct['press']): LineAct {
  return {
    press,
    ended: `select from roster where id = '${roster}' and import_ended_at is not null`,
    finish: (now) => finish(admin, now, roster),
    judge: (now) => expectSound(now, roster),
  };
}

/** What was loaded is imported in the end, so that it is judged as a whole. */
export async function loading({ admin, sandbox, groups }: Around): Promise<LineAct> {
  const team = await newTeam(admin);
  const group = await offered(admin, team, formOf(sandbox), groups.small);
  const press = () => admin.press(`/teams/${team}/psa-import/rosters`, { group, again: 'yes' });
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

/** What the form of PSA Import is filled in with. */
export const formOf = ({ tenantId, clientId, clientSecret, url: baseUrl }: Sandbox) => ({
  ...{ tenantId, clientId, clientSecret, baseUrl },
});
