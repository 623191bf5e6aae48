import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { startTeamsSite, type Site } from './site.js';

let site: Site;
beforeAll(async () => {
  site = await startTeamsSite();
});
afterAll(() => site.close());

type Role = 'admin' | 'stranger' | 'auditor' | 'client';
const post = (role: Role, path: string, fields: Record<string, string | string[]> = {}) =>
  site[role].post(path).type('form').send(fields);
const idIn = (location: string | undefined) => /\/teams\/([0-9a-f-]{36})/.exec(location ?? '')?.[1] ?? '';

async function addPerson(team: string, email: string, role: Role = 'admin') {
  await post(role, `/teams/${team}/members`, { id: randomUUID(), name: 'Ann Smith', email }).expect(303);
  const { text } = await site.admin.get(`/teams/${team}`).query({ q: email }).expect(200);
  return /members\/([0-9a-f-]{36})\/remove/.exec(text)?.[1] ?? '';
}

describe('Teams', () => {
  test('an admin adds one, finds it in the list, and renames it', async () => {
    const form = await site.admin.get('/teams/new').expect(200);
    const id = /name="id" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    const added = await post('admin', '/teams', { id, name: 'Acme & Sons', then: 'save' }).expect(303);
    expect(added.headers['location']).toBe(`/teams/${id}?done=team-added`);
    expect((await site.admin.get(added.headers['location'] ?? '').expect(200)).text).toContain('The Team was added.');
    expect((await site.admin.get('/teams?q=acme').expect(200)).text).toContain('Acme &amp; Sons');

    expect((await site.admin.get(`/teams/${id}/edit`).expect(200)).text).toContain('value="Acme &amp; Sons"');
    const renamed = await post('admin', `/teams/${id}`, { name: 'Acme Ltd', then: 'save' }).expect(303);
    expect((await site.admin.get(renamed.headers['location'] ?? '').expect(200)).text).toContain('Acme Ltd');
  });

  test('a form that is sent twice leads to the same Team', async () => {
    const id = randomUUID();
    const answers = await Promise.all([1, 2].map(() => post('admin', '/teams', { id, name: 'Twice', then: 'save' })));
    expect(answers.map(({ status, headers }) => [status, idIn(headers['location'])])).toEqual([
      [303, id],
      [303, id],
    ]);
  });

  test('Save and PSA Import leads to the import', async () => {
    const id = randomUUID();
    await post('admin', '/teams', { id, name: 'To import', then: 'psa-import' })
      .expect(303)
      .expect('Location', `/teams/${id}/psa-import`);
    await post('admin', `/teams/${id}`, { name: 'To import', then: 'psa-import' })
      .expect(303)
      .expect('Location', `/teams/${id}/psa-import`);
  });

  test.each([
    ['no name', {}, 'Enter a name for the Team'],
    ['a name of blanks', { name: ' \u00a0\t' }, 'Enter a name for the Team'],
    ['a long name', { name: 'x'.repeat(20_000) }, 'Shorten the name'],
    ['two names', { name: ['a', 'b'] }, 'Enter a name for the Team'],
    ['a name that is taken', { name: 'THE CLIENT’S TEAM' }, 'already have a Team that looks like this'],
  ])('the form with %s comes back and says what is wrong', async (_what, fields, words) => {
    const id = randomUUID();
    const { text } = await post('admin', '/teams', { id, ...fields }).expect(422);
    expect(text).toContain(words);
    expect(text).toContain(`value="${id}"`);
    await site.admin.get(`/teams/${id}`).expect(404);
  });

  test('control characters do no harm', async () => {
    const { headers } = await post('admin', '/teams', { id: 'garbage', name: 'Nul\u0000l\u0007 Ltd' }).expect(303);
    expect((await site.admin.get(headers['location'] ?? '').expect(200)).text).toMatch(/<h1[^>]*><bdi>Null Ltd/);
  });

  test('an archived Team leaves the list, and can be read but not changed', async () => {
    const id = await site.newTeam('Old Ltd');
    const account = await addPerson(id, 'old@example.com');
    expect((await site.admin.get(`/teams/${id}/archive`).expect(200)).text).toContain('Old Ltd');
    site.imports.teams.add(id);
    expect((await post('admin', `/teams/${id}/archive`).expect(409)).text).toContain(
      'People are being imported into this Team',
    );
    site.imports.teams.delete(id);
    await post('admin', `/teams/${id}/archive`).expect(303).expect('Location', '/teams?done=team-archived');
    expect((await site.admin.get('/teams?q=old').expect(200)).text).not.toContain('Old Ltd');
    expect((await site.admin.get('/teams?q=old&archived=yes').expect(200)).text).toContain('Old Ltd');
    expect((await site.admin.get(`/teams/${id}`).expect(200)).text).toContain('This Team is archived.');
    await post('admin', `/teams/${id}/archive`).expect(303);
    await post('admin', `/teams/${id}`, { name: 'New' }).expect(409);
    await site.admin.get(`/teams/${id}/edit`).expect(303);
    await site.admin.get(`/teams/${id}/members/new`).expect(409);
    await post('admin', `/teams/${id}/members`, { name: 'A', email: 'late@example.com' }).expect(409);
    await site.admin.get(`/teams/${id}/members/${account}/remove`).expect(200);
    await post('admin', `/teams/${id}/members/${account}/remove`).expect(303);
    expect((await site.admin.get(`/teams/${id}`).expect(200)).text).not.toContain('old@example.com');
  });

  test('an archived Team is found in the list and reopened', async () => {
    const id = await site.newTeam('Again Ltd');
    await post('admin', `/teams/${id}/archive`).expect(303);
    const list = (await site.admin.get('/teams?q=again&archived=yes').expect(200)).text;
    expect(list).toContain(`/teams/${id}/reopen`);
    expect((await site.admin.get(`/teams/${id}`).expect(200)).text).toContain(`/teams/${id}/reopen`);
    expect((await site.auditor.get(`/teams/${id}`).expect(200)).text).not.toContain(`/teams/${id}/reopen`);
    expect((await site.admin.get(`/teams/${id}/reopen`).expect(200)).text).toContain('Reopen <bdi>Again Ltd</bdi>?');
    const reopened = await post('admin', `/teams/${id}/reopen`).expect(303);
    expect(reopened.headers['location']).toBe(`/teams/${id}?done=team-reopened`);
    expect((await site.admin.get(reopened.headers['location'] ?? '').expect(200)).text).toContain(
      'The Team is open again.',
    );
    await site.admin.get(`/teams/${id}/reopen`).expect(303);
    await addPerson(id, 'again-in@example.com');
  });

  test('a page says so while its projection is behind', async () => {
    const late = jest.spyOn(site.runner, 'waitFor').mockResolvedValueOnce(false);
    const { headers } = await post('admin', '/teams', { id: randomUUID(), name: 'Late Ltd' }).expect(303);
    late.mockRestore();
    expect(headers['location']).toBe('/teams?done=catching-up');
    expect((await site.admin.get('/teams?done=catching-up').expect(200)).text).toContain('catching up');
  });
});

describe('people', () => {
  test.each<Role>(['admin', 'client'])('%s adds a person by hand and removes them', async (role) => {
    const page = `/teams/${site.ownTeam}`;
    await site[role].get(`${page}/members/new`).expect(200);
    const account = await addPerson(site.ownTeam, `by-${role}@example.com`, role);
    const { text } = await site[role].get(page).expect(200);
    expect(text).toContain(`by-${role}@example.com`);
    expect(text).toContain('Added by hand');
    expect(text).toContain(role === 'admin' ? 'The admin' : 'The client-admin');

    expect((await site[role].get(`${page}/members/${account}/remove`).expect(200)).text).toContain(
      `by-${role}@example.com`,
    );
    for (let click = 1; click <= 2; click++) {
      const removed = await post(role, `${page}/members/${account}/remove`).expect(303);
      expect(removed.headers['location']).toBe(`${page}?done=person-removed`);
    }
    expect((await site[role].get(page).expect(200)).text).not.toContain(`by-${role}@example.com`);
    await site[role].get(`${page}/members/${account}/remove`).expect(404);
  });

  test('a double click adds one account and shows success twice', async () => {
    const id = randomUUID();
    const answers = await Promise.all(
      [1, 2].map(() => post('client', `/teams/${site.ownTeam}/members`, { id, name: 'Bo', email: 'bo@example.com' })),
    );
    const [landing, again] = answers.map(({ headers }) => String(headers['location']));
    expect(landing).toMatch(/\?done=person-added&about=[0-9a-f-]{36}$/);
    expect(again).toBe(landing);
    const banner = /<bdi>Bo<\/bdi> was added to the Team\./;
    expect((await site.client.get(String(landing)).expect(200)).text).toMatch(banner);
    const stranger = `/teams/${site.ownTeam}?done=person-added&about=${randomUUID()}`;
    expect((await site.client.get(stranger).expect(200)).text).toContain('The person was added to the Team.');
    const { text } = await site.client.get(`/teams/${site.ownTeam}?q=bo@example.com`).expect(200);
    expect(text.match(/bo@example\.com<\/bdi><\/td>/g)).toHaveLength(1);
  });

  test.each([
    ['', 'ann@example.com', 'Enter the person’s name.'],
    ['Ann', '', 'Enter the person’s email address.'],
    ['Ann', 'ann at home', 'Enter a whole email address'],
    ['x'.repeat(5_000), 'ann@example.com', 'Shorten the name'],
    ['Ann', `${'x'.repeat(5_000)}@example.com`, 'Enter a shorter email address'],
    ['Ann', 'TAKEN@example.com', 'already in this Team'],
    ['Ann', 'elsewhere@example.com', 'already has an account in BrainStation'],
  ])('the name %.20j with the address %.30j comes back as typed', async (name, email, words) => {
    const other = await site.newTeam('A secret name');
    await post('admin', `/teams/${site.ownTeam}/members`, { id: randomUUID(), name: 'T', email: 'taken@example.com' });
    await post('admin', `/teams/${other}/members`, { id: randomUUID(), name: 'E', email: 'elsewhere@example.com' });
    const { text } = await post('client', `/teams/${site.ownTeam}/members`, { id: randomUUID(), name, email }).expect(
      422,
    );
    expect(text).toContain(words);
    if (name) expect(text).toContain(`value="${name}"`);
    if (email) expect(text).toContain(`value="${email}"`);
    expect(text).not.toContain('A secret name');
  });

  test('invalid query values are ignored', async () => {
    const page = `/teams/${site.ownTeam}`;
    for (const query of [
      'after=garbage',
      `after=${'x'.repeat(9_000)}`,
      'q=%00%25_',
      `q=${'x'.repeat(5_000)}`,
      'q=a&q=b&after[]=1',
    ]) {
      await site.admin.get(`${page}?${query}`).expect(200);
      await site.admin.get(`/teams?${query}`).expect(200);
    }
  });
});

describe('who has access', () => {
  const pages = (id: string, account: string = randomUUID()) => ({
    read: [`/teams/${id}`],
    people: [`/teams/${id}/members/new`, `/teams/${id}/members/${account}/remove`],
    admin: [`/teams/${id}/edit`, `/teams/${id}/archive`, `/teams/${id}/reopen`],
    posts: [`/teams/${id}`, `/teams/${id}/archive`, `/teams/${id}/members`, `/teams/${id}/members/${account}/remove`],
  });

  test('an auditor reads and changes nothing', async () => {
    const { read, people, admin, posts } = pages(site.ownTeam);
    for (const path of ['/teams', ...read]) await site.auditor.get(path).expect(200);
    for (const path of ['/teams/new', ...people, ...admin]) await site.auditor.get(path).expect(403);
    for (const path of ['/teams', ...posts]) await post('auditor', path).expect(403);
  });

  test('a client admin is led to their own Team, and finds no other', async () => {
    await site.client.get('/teams').expect(303).expect('Location', `/teams/${site.ownTeam}`);
    for (const path of ['/teams/new', ...pages(site.ownTeam).admin]) await site.client.get(path).expect(403);
    const other = await site.newTeam();
    const account = await addPerson(other, 'not-yours@example.com');
    const { read, people } = pages(other, account);
    for (const path of [...read, ...people]) await site.client.get(path).expect(404);
    await post('client', `/teams/${other}/members`, { name: 'A', email: 'sneaky@example.com' }).expect(404);
    await post('client', `/teams/${other}/members/${account}/remove`).expect(404);
    await post('client', `/teams/${site.ownTeam}/members/${account}/remove`).expect(404);
  });

  test.each(['of another reseller', 'that does not exist', 'that is no id'])('a Team %s is not found', async (what) => {
    const id =
      what === 'that is no id' ? 'garbage' : what === 'of another reseller' ? await site.newTeam() : randomUUID();
    const { read, people, admin, posts } = pages(id);
    for (const path of [...read, ...people, ...admin]) await site.stranger.get(path).expect(404);
    for (const path of posts) await post('stranger', path, { name: 'A', email: 'a@example.com' }).expect(404);
  });

  test('the id of another reseller’s Team is no new Team', async () => {
    const id = await site.newTeam();
    await post('stranger', '/teams', { id, name: 'Stolen' }).expect(404);
  });
});
