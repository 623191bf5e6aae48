import { randomUUID } from 'node:crypto';
import { AddUser } from '../../src/modules/teams/index.js';
import { CommandBus } from '@nestjs/cqrs';
import { browserOf } from '../access/portal.js';
import { AdminAtWork, clientOf, countOf, membersOf, rowsOf, textOf } from '../support/admin-at-work.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';

const GROUP = 'Moved Ltd';
let portal: WholePortal;
let admin: AdminAtWork;
let here: string;
let there: string;
let account: string;

beforeAll(async () => {
  const client = clientOf(GROUP, ['Ada', 'ada@moved.example'], ['Bea', 'bea@moved.example']);
  portal = await startWholePortal({ clients: [client] });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  [here, there] = [await portal.newTeam('Here'), await portal.newTeam('There')];
  await admin
    .post(`/teams/${there}/members`, { id: randomUUID(), name: 'Ada', email: 'ada@moved.example' })
    .expect(303);
  const { resellerId, userId } = portal.people.otherAdmin;
  const theirs = await portal.newTeam('A secret Team', randomUUID(), resellerId);
  const metadata = { resellerId, actor: { id: userId, role: 'admin' }, correlationId: 'test' } as const;
  const bea = { name: 'Bea', email: 'bea@moved.example' };
  await portal.app.get(CommandBus).execute(new AddUser(randomUUID(), theirs, bea, metadata));
  await membersOf(portal, there);
  const { rows } = await portal.db.pool.query<{ id: string }>(
    `select account_id as id from member where team_id = $1`,
    [there],
  );
  account = rows[0]?.id ?? '';
});
afterAll(() => portal.close());

test('the list names the Team of this reseller, never that of another, and leads to the move', async () => {
  const roster = await admin.load(GROUP, here);
  const [ada, bea] = rowsOf((await admin.page(roster).expect(200)).text);
  expect(ada?.text).toContain('in There');
  const path = `/teams/${there}/members/${account}/move`;
  expect(ada?.html).toContain(`${path}?to=${here}&amp;roster=${roster}`);
  expect(bea?.blocked).toContain('Already has an account');
  expect(bea?.html).not.toMatch(/secret|\/move/);

  expect((await admin.agent.get(`${path}?to=${here}&roster=${roster}`).expect(200)).text).toMatch(
    new RegExp(`value="${here}"[^>]*selected`),
  );
  const answers = await Promise.all([1, 2].map(() => admin.post(path, { to: here, roster })));
  for (const { status, headers } of answers)
    expect([status, headers['location']]).toEqual([303, `/rosters/${roster}?done=person-moved`]);
  expect(await membersOf(portal, here)).toEqual(['ada@moved.example']);
  expect(await membersOf(portal, there)).toEqual([]);
  expect(await countOf(portal, `from history where type = 'UserMoved'`)).toBe(1);
  expect(rowsOf((await admin.page(roster)).text)[0]?.blocked).toContain('Already in this Team');
  const auditor = await browserOf(portal, portal.people.auditor);
  expect(textOf((await auditor.get('/people?q=ada@moved.example')).text)).toContain('here from There');
});

test('what is not theirs, is archived, or is not chosen takes nobody', async () => {
  const path = `/teams/${here}/members/${account}/move`;
  const { rows } = await portal.db.pool.query<{ id: string }>(`select id from team where name = 'A secret Team'`);
  await admin.post(path, { to: rows[0]?.id ?? '' }).expect(404);
  await admin.post(path, { to: randomUUID() }).expect(404);
  await admin.post(path, { to: '' }).expect(422);
  await admin.post(path, { to: here }).expect(422);
  await admin.post(`/teams/${there}/archive`).expect(303);
  expect((await admin.post(path, { to: there }).expect(409)).text).toContain('archived');
  expect((await admin.agent.get(path)).text).not.toMatch(/secret|There/);
  expect(await membersOf(portal, here)).toEqual(['ada@moved.example']);
});

test('a name is corrected, once, and both names are in the history', async () => {
  const path = `/teams/${here}/members/${account}/name`;
  expect((await admin.post(path, { name: '  ' }).expect(422)).text).toContain('Enter the person’s name.');
  await Promise.all([1, 2].map(() => admin.post(path, { name: 'Ada Lovelace' }).expect(303)));
  await membersOf(portal, here);
  expect(await countOf(portal, `from history where type = 'UserRenamed'`)).toBe(1);
  expect(textOf((await admin.agent.get(`/teams/${here}?q=lovelace`)).text)).toContain('Ada Lovelace');
  const found = textOf((await admin.agent.get('/people?q=ada@moved.example')).text);
  expect(found).toContain('Corrected the name of Ada (ada@moved.example) to Ada Lovelace');
});
