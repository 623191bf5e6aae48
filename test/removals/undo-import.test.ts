import { randomUUID } from 'node:crypto';
import { EventStore } from '../../src/event-store/index.js';
import { browserOf } from '../access/portal.js';
import { AdminAtWork, clientOf, countOf, membersOf, textOf } from '../support/admin-at-work.js';
import { startWholePortal, until, type WholePortal } from '../support/portal.js';

const GROUP = 'Undone Ltd';
const people = ['ada', 'bea', 'cyd', 'dan', 'eve'];
let portal: WholePortal;
let admin: AdminAtWork;
let team: string;
let importId: string;

beforeAll(async () => {
  const client = clientOf(GROUP, ...people.map((name): [string, string] => [name, `${name}@undone.example`]));
  portal = await startWholePortal({ clients: [client] });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  team = await portal.newTeam('Undone');
  importId = await admin.load(GROUP, team);
  await admin.importAll(importId);
});
afterAll(() => portal.close());

const accountOf = async (name: string) => {
  const { rows } = await portal.db.pool.query<{ id: string }>('select account_id as id from member where email = $1', [
    `${name}@undone.example`,
  ]);
  return rows[0]?.id ?? '';
};
const fieldsOf = (html: string) => ({ version: /name="version" value="([^"]+)"/.exec(html)?.[1] ?? '' });
const ended = (id: string) =>
  until(
    async () => (await countOf(portal, 'from removal where id = $1 and ended_at is not null', id)) === 1,
    'it has ended',
  );

test('only an admin of the reseller is offered the undo, and only an auditor may look on', async () => {
  const [auditor, clientAdmin, other] = await Promise.all(
    (['auditor', 'clientAdmin', 'otherAdmin'] as const).map((who) => browserOf(portal, portal.people[who])),
  );
  expect((await admin.agent.get(`/imports/${importId}`)).text).toContain(`/imports/${importId}/undo`);
  expect((await auditor!.get(`/imports/${importId}`)).text).not.toContain('/undo');
  await auditor!.get(`/imports/${importId}/undo`).expect(403);
  await clientAdmin!.get(`/imports/${importId}/undo`).expect(403);
  await other!.get(`/imports/${importId}/undo`).expect(404);
  await other!.post(`/imports/${importId}/undo`).type('form').send({ version: 'v', people: '5' }).expect(404);
  await admin.agent.get(`/removals/${importId}`).expect(404);
});

test('the preview says who goes, and who is kept and why; a stale one and a wrong number remove nobody', async () => {
  const stale = fieldsOf((await admin.agent.get(`/imports/${importId}/undo`).expect(200)).text);

  const store = portal.app.get(EventStore, { strict: false });
  const { resellerId, userId } = portal.people.admin;
  const metadata = { resellerId, actor: { id: userId, role: 'admin' }, correlationId: 'test' } as const;
  const [ada, bea, cyd] = await Promise.all(['ada', 'bea', 'cyd'].map(accountOf));
  const email = 'ada@undone.example';
  const renamed = { accountId: ada, teamId: team, person: { name: 'Ada Lovelace', email, previousName: 'ada' } };
  await store.append(`account-${ada}`, -1, [{ id: randomUUID(), type: 'UserRenamed', data: renamed, metadata }]);
  await admin.post(`/teams/${team}/members/${bea}/remove`).expect(303);
  await admin.post(`/teams/${team}/members/${cyd}/remove`).expect(303);
  await membersOf(portal, team);
  await admin
    .post(`/teams/${team}/members`, { id: randomUUID(), name: 'Cyd', email: 'cyd@undone.example' })
    .expect(303);
  await membersOf(portal, team);

  const { text } = await admin.agent.get(`/imports/${importId}/undo`).expect(200);
  const words = textOf(text);
  expect(words).toContain('5 imported = 2 to remove + 3 kept');
  expect(words).toContain('Kept: Name corrected since');
  expect(words).toContain('Kept: Removed before, and added again since');
  expect(words).toMatch(/bea bea@undone\.example Kept: Removed before/);

  const send = (fields: object) => admin.post(`/imports/${importId}/undo`, fields);
  expect((await send({ ...stale, people: '5' }).expect(409)).text).toContain('have changed since you looked');
  expect((await send({ ...fieldsOf(text), people: '5' }).expect(422)).text).toContain('Enter 2, the number');
  await send({ people: '2' }).expect(409);
  expect(await countOf(portal, 'from removal')).toBe(0);
});

test('two tabs undo it once; the result is on the import’s page, in the log, and offered to nobody again', async () => {
  const form = { ...fieldsOf((await admin.agent.get(`/imports/${importId}/undo`)).text), people: '2' };
  const answers = await Promise.all([1, 2].map(() => admin.post(`/imports/${importId}/undo`, form)));
  expect(answers.map(({ status, headers }) => [status, headers['location']])).toEqual(
    Array(2).fill([303, `/removals/${importId}`]),
  );
  await ended(importId);
  expect(await membersOf(portal, team)).toEqual(['ada@undone.example', 'cyd@undone.example']);
  const store = portal.app.get(EventStore, { strict: false });
  expect(await store.readStream(`undo-${importId}`)).toMatchObject([
    { type: 'RemovalStarted', data: { undoOf: importId, people: 5 } },
    { type: 'RemovalCompleted', data: { removed: 2, kept: { renamed: 1, removed: 1, 'added-again': 1 } } },
  ]);
  expect(await countOf(portal, `from history where type = 'UserRemoved' and data ->> 'undoOf' = $1`, importId)).toBe(2);

  const page = (await admin.agent.get(`/imports/${importId}`)).text;
  expect(textOf(page)).toContain('5 imported = 2 removed + 3 kept');
  expect(page).not.toContain(`/imports/${importId}/undo`);
  await admin.agent.get(`/imports/${importId}/undo`).expect(303).expect('Location', `/removals/${importId}`);
  await admin.post(`/imports/${importId}/undo`, form).expect(303);
  expect(await countOf(portal, 'from removal')).toBe(1);

  const auditor = await browserOf(portal, portal.people.auditor);
  const seen = (await auditor.get(`/removals/${importId}?show=kept`).expect(200)).text;
  expect(textOf(seen)).toContain('Kept: Name corrected since');
  const found = (await auditor.get('/people?q=eve@undone.example')).text;
  expect(textOf(found)).toContain('because the import was undone');
});

test('a removed address can be imported again', async () => {
  await admin.importAll(await admin.load(GROUP, team));
  expect(await membersOf(portal, team)).toEqual(people.map((name) => `${name}@undone.example`));
});

test('whenever an undo is cancelled, its end accounts for everyone, and another reseller cannot cancel it', async () => {
  const second = (
    await portal.db.pool.query<{ id: string }>(
      'select import_id as id from import_summary order by position desc limit 1',
    )
  ).rows[0]!.id;
  const form = { ...fieldsOf((await admin.agent.get(`/imports/${second}/undo`)).text), people: '3' };
  await admin.post(`/imports/${second}/undo`, form).expect(303);
  await admin.post(`/removals/${second}/cancel`).expect(303);
  await ended(second);
  const { data } = (await portal.app.get(EventStore, { strict: false }).readStream(`undo-${second}`))[1] as unknown as {
    data: { removed: number; leftOver?: number };
  };
  expect(data.removed + (data.leftOver ?? 0)).toBe(3);
  const other = await browserOf(portal, portal.people.otherAdmin);
  await other.post(`/removals/${second}/cancel`).expect(404);
  await other.get(`/removals/${second}`).expect(404);
});

test('the members whom a search finds are removed by the same job', async () => {
  await admin
    .post(`/teams/${team}/members`, { id: randomUUID(), name: 'Zoe', email: 'zoe@undone.example' })
    .expect(303);
  await membersOf(portal, team);
  const path = `/teams/${team}/members/remove`;
  const { text } = await admin.agent.get(path).query({ q: 'zoe' }).expect(200);
  expect(textOf(text)).toContain('1 chosen = 1 to remove + 0 kept');
  const form = { ...fieldsOf(text), id: /name="id" value="([^"]+)"/.exec(text)?.[1], q: 'zoe', people: '1' };
  await admin.post(path, { ...form, q: '' }).expect(409);
  const answers = await Promise.all([1, 2].map(() => admin.post(path, form).expect(303)));
  const [first, second] = answers.map(({ headers }) => String(headers['location']));
  expect(first).toBe(second);
  await ended(first!.split('/').at(-1) ?? '');
  expect(await membersOf(portal, team)).not.toContain('zoe@undone.example');
});
