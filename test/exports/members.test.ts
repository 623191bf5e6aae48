import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { EventStore, ProjectionRunner } from '../../src/event-store/index.js';
import { AddUser } from '../../src/modules/teams/index.js';
import { browserOf } from '../access/portal.js';
import { PATIENCE_MS } from '../support/patience.js';
import { startWholePortal, type Agent, type WholePortal } from '../support/portal.js';

let portal: WholePortal;
let client: Agent;
let admin: Agent;
beforeAll(async () => {
  portal = await startWholePortal({ clients: [] });
  [client, admin] = [await browserOf(portal, portal.people.clientAdmin), await browserOf(portal, portal.people.admin)];
  const { resellerId, userId } = portal.people.admin;
  const metadata = { resellerId, actor: { id: userId, role: 'admin' }, correlationId: 'test' } as const;
  for (const name of ['Zoë', '=HYPERLINK("x")', 'Ann']) {
    const person = { name, email: `${randomUUID()}@people.example` };
    const { position } = await portal.app
      .get(CommandBus)
      .execute(new AddUser(randomUUID(), portal.team, person, metadata));
    await portal.app.get(ProjectionRunner).waitFor(position ?? '', PATIENCE_MS);
  }
});
afterAll(() => portal.close());

const lines = (text: string) => text.replace('\uFEFF', '').trim().split('\r\n');
const exported = (agent: Agent, form: Record<string, string>) =>
  agent
    .post(`/teams/${portal.team}/export`)
    .type('form')
    .send({ format: 'csv', ...form })
    .expect(200);

test('a client admin exports the people of the own Team, in the order of the page, and sees no imports in it', async () => {
  expect((await client.get(`/teams/${portal.team}`)).text).toContain(`action="/teams/${portal.team}/export"`);
  const [head, ...rows] = lines((await exported(client, { sort: '-name' })).text);
  expect(head).toBe('Name,Email address,Where from,Added (UTC),Added (local: UTC),By,Account');
  expect(rows.map((row) => row.slice(0, 3))).toEqual(['Zoë', 'Ann', `"'=`]);
});

test('only those whom a search finds, and it is in the history of exports', async () => {
  expect(lines((await exported(admin, { q: 'ann' })).text)).toHaveLength(2);
  await portal.app
    .get(ProjectionRunner)
    .waitFor(await portal.app.get(EventStore, { strict: false }).head(), PATIENCE_MS);
  const { text } = await admin.get('/exports').expect(200);
  expect(text.replace(/<[^<>]+>/g, '')).toContain('Exported the people of a Team as CSV, searched for');
  await client.get('/exports').expect(403);
});
