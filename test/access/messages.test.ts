import { randomUUID } from 'node:crypto';
import { connect, startWholePortal, type Agent, type WholePortal } from '../support/portal.js';
import { clientOf, textOf } from '../support/admin-at-work.js';
import { browserOf } from './portal.js';

let portal: WholePortal;
let agent: Agent;
beforeAll(async () => {
  portal = await startWholePortal({ clients: [clientOf('Kites', ['Ada', 'ada@kites.example'])] });
  agent = await browserOf(portal, portal.people.admin);
});
afterAll(() => portal.close());

/** Sends a form and goes where it leads. @returns the banners of that page */
async function after(path: string, fields: object = {}): Promise<string[]> {
  let { headers } = await agent.post(path).type('form').send(fields).expect(303);
  for (;;) {
    const page = await agent.get(headers['location'] ?? '');
    if (page.status === 200) {
      const banners = page.text.matchAll(/class="banner-title">([\s\S]*?)<\/p>/g);
      return [...banners].map(([, title]) => textOf(title ?? '').replace(/^(Done|Note|Warning|Error): /, ''));
    }
    ({ headers } = page);
  }
}

test('after each action, the page says once what was done, and no later page says it', async () => {
  const id = randomUUID();
  const team = `/teams/${id}`;
  expect(await after('/teams', { id, name: 'Kites', then: 'save' })).toEqual(['The Team was added.']);
  expect(await after(team, { name: 'Kites & Co', then: 'save' })).toEqual(['The Team was renamed.']);
  expect(await after(team, { name: 'Kites & Co', then: 'save' })).toEqual([]);
  const person = { id: randomUUID(), name: 'Ann', email: 'ann@kites.example' };
  expect(await after(`${team}/members`, person)).toEqual(['Ann was added to the Team.']);
  const { rows } = await portal.db.pool.query('select account_id from member where team_id = $1', [id]);
  expect(await after(`${team}/members/${rows[0]?.account_id}/remove`)).toEqual([
    'The person was removed from the Team.',
  ]);
  expect(await after(`${team}/archive`)).toEqual(['The Team was archived.']);
  expect(await after(`${team}/reopen`)).toEqual(['The Team is open again.']);
  for (const path of ['/teams', team, '/halopsa', '/imports']) {
    expect((await agent.get(path).expect(200)).text).not.toContain('class="banner success"');
  }
});

test('the credentials are said to be stored and removed', async () => {
  await connect(portal, agent, portal.team, 'Kites');
  const { tenantId, clientId, clientSecret, url: baseUrl } = portal.sandbox;
  const form = { tenantId, clientId, clientSecret, baseUrl };
  expect(await after(`/teams/${portal.team}/psa-import/credentials`, form)).toEqual([
    'HaloPSA accepted the credentials.',
  ]);
  expect(await after('/halopsa/remove')).toEqual(['The HaloPSA credentials were removed.']);
  // A second press finds nothing to remove, and the sentence is still true.
  expect(await after('/halopsa/remove')).toEqual(['The HaloPSA credentials were removed.']);
});

test('an unknown word in `done` shows no banner', async () => {
  for (const done of ['x', 'constructor', '<b>']) {
    expect((await agent.get('/teams').query({ done }).expect(200)).text).not.toContain('class="banner ');
  }
});
