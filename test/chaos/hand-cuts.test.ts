import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { Outbox, ProjectionRunner, type EventStore } from '../../src/event-store/index.js';
import { AddUser, AddUserHandler } from '../../src/modules/teams/add-user/add-user.js';
import { teamProjections, type TeamDirectory } from '../../src/modules/teams/index.js';
import { Members } from '../../src/modules/teams/members/members.js';
import { RemoveUser, RemoveUserHandler } from '../../src/modules/teams/remove-user/remove-user.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { CHAOS_LOG, eventsOf, type OpenedLog } from '../support/logs.js';
import { cutAtEachCall, type Attempt } from './cuts.js';
import type { Fate } from './dying.js';
import { expectImportsSound } from './invariants.js';
import { PATIENCE_MS } from '../support/patience.js';

let db: TestDatabase;
let log: OpenedLog;
let store: EventStore;
let runner: ProjectionRunner;
let living: ReturnType<typeof partsOf>;
beforeAll(async () => {
  db = await createTestDatabase();
  log = await CHAOS_LOG.open(db.pool);
  store = log.store;
  runner = new ProjectionRunner(db.pool, store, teamProjections);
  runner.start();
  living = partsOf(db.pool, store);
});
afterAll(async () => {
  await runner.stop();
  await log.close();
  await db.drop();
});

const metadata = { resellerId: randomUUID(), actor: { id: 'somebody', role: 'admin' }, correlationId: 'test' } as const;

function partsOf(pool: pg.Pool, events: EventStore) {
  const outbox = new Outbox(pool, events);
  const directory = { byId: async () => ({ archived: false }) } as unknown as TeamDirectory;
  return {
    outbox,
    add: new AddUserHandler(pool, events, outbox, directory),
    remove: new RemoveUserHandler(events, new Members(pool), directory),
  };
}

/** The form that adds a person with a new address. */
interface Form {
  readonly id: string;
  readonly team: string;
  readonly email: string;
}
const newForm = (email = `${randomUUID()}@x.example`): Form => ({ id: randomUUID(), team: randomUUID(), email });
const send = ({ id, team, email }: Form, { add } = living) =>
  add.execute(new AddUser(id, team, { name: 'Somebody', email }, metadata));

const fates: Fate[] = ['dies after', 'sleeps before'];
const nothing = async () => undefined;

describe('between each two calls', () => {
  describe.each(fates)('a process %s one while a person is added by hand', (fate) => {
    test.each<[string, (form: Form) => Promise<unknown>]>([
      ['and no one else does anything', nothing],
      ['and the same form comes once more', send],
      ['and another Team takes the address, or tries to', ({ email }) => send(newForm(email))],
      ['and they are removed again, if they are there', removeAll],
    ])('%s', async (_what, meanwhile) => {
      const calls = await cutAtEachCall(fate, async () => {
        const form = newForm();
        return attempt(
          form,
          (dying) => send(form, dying),
          () => meanwhile(form),
          'UserAdded',
        );
      });
      expect(calls).toBeGreaterThan(8);
    });
  });

  describe.each(fates)('a process %s one while a person is removed', (fate) => {
    test.each<[string, (form: Form) => Promise<unknown>]>([
      ['and no one else does anything', nothing],
      ['and another removes them too', removeAll],
      ['and they are added once more', (form) => caughtUp().then(() => send({ ...form, id: randomUUID() }))],
    ])('%s', async (_what, meanwhile) => {
      const calls = await cutAtEachCall(fate, async () => {
        const form = newForm();
        await send(form);
        await caughtUp();
        const accountId = await accountOf(form);
        const act = (dying: typeof living) => dying.remove.execute(new RemoveUser(form.team, accountId, metadata));
        return attempt(form, act, () => meanwhile(form), 'UserRemoved');
      });
      expect(calls).toBeGreaterThan(2);
    });
  });

  test('no account is incomplete', () => expectImportsSound(db.pool, new Map()));
});

function attempt(
  form: Form,
  act: (process: typeof living) => Promise<unknown>,
  meanwhile: () => Promise<unknown>,
  done: string,
): Attempt {
  return {
    act: (dying) => act(partsOf(dying.pool(db.pool), dying.store(store))),
    meanwhile: async () => void (await meanwhile()),
    judge: async (answered) => {
      await living.outbox.deliverAll();
      if (answered) expect(await typesOf(form)).toContain(done);
      await caughtUp();
      await expectWholeOrNot(form);
    },
  };
}

async function caughtUp(): Promise<void> {
  await living.outbox.deliverAll();
  expect(await runner.waitFor(await store.head(), PATIENCE_MS)).toBe(true);
}

/** Removes the account that has the address in this Team, as another admin would. */
async function removeAll({ team, email }: Form): Promise<void> {
  await caughtUp();
  const { rows } = await db.pool.query<{ id: string }>(
    'select account_id as id from member where team_id = $1 and email = $2',
    [team, email],
  );
  for (const { id } of rows) await living.remove.execute(new RemoveUser(team, id, metadata));
}

async function accountOf({ team }: Form): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>('select account_id as id from member where team_id = $1', [
    team,
  ]);
  return rows[0]?.id ?? '';
}

/** What the log says of a Team's people, in order. */
async function typesOf({ team }: Form): Promise<string[]> {
  const all = await eventsOf(store);
  return all.filter(({ data }) => (data as { teamId?: string }).teamId === team).map(({ type }) => type);
}

const emailIn = ({ data }: { readonly data: unknown }) => (data as { person?: { email?: string } }).person?.email;

/** Added or not, once; a claim and a row exactly while they are there. The same form still comes to one account. */
async function expectWholeOrNot(form: Form): Promise<void> {
  const count = async () => {
    const { rows } = await db.pool.query<Record<'claims' | 'members', number>>(
      `select (select count(*)::int from email_claim where email_key = $1) as claims,
         (select count(*)::int from member where email = $1) as members`,
      [form.email],
    );
    const types = (await eventsOf(store)).filter((one) => emailIn(one) === form.email).map(({ type }) => type);
    const times = (type: string) => types.filter((one) => one === type).length;
    return { ...rows[0], live: times('UserAdded') - times('UserRemoved') };
  };
  const { claims, members, live } = await count();
  expect([claims, members]).toEqual([live, live]);
  expect(live).toBeLessThanOrEqual(1);
  await send(form);
  await caughtUp();
  expect(await count()).toEqual({ claims: 1, members: 1, live: 1 });
}
