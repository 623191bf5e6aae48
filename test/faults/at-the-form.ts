import { fieldOfFault } from '../../src/modules/credentials/credentials-form/credential-words.js';
import { errorsIn } from '../credentials/steps.js';
import { textOf } from '../support/admin-at-work.js';
import { announcedIn, expectedOf, expectSaid, GROUPS, lastLogged, wordsOf, type FaultSite } from './site.js';
import type { Case } from './cases.js';

/** A fault while groups are loaded: with stored credentials by the button, and with typed ones by the form. Then it is over, and both work. */
export async function meetAtTheForm(site: FaultSite, of: Case): Promise<void> {
  const before = await kept(site);
  // What is held is refused as expired, so a token is asked for.
  if (of.call === 'token') site.portal.sandbox.expireTokens();
  await site.begin(of);
  await byTheButton(site, of, before);
  await site.begin(of);
  await byTheForm(site, of);

  await site.end();
  await loadGroups(site).expect(303);
  expect(await offered(site)).toBe(GROUPS);
  await typeCredentials(site).expect(303);
  await site.newcomer.post('/halopsa/remove').expect(303);
}

async function byTheButton(site: FaultSite, of: Case, before: unknown): Promise<void> {
  const { cell } = of;
  const { resellerId } = site.portal.people.admin;
  const answer = await loadGroups(site).expect('stops' in cell ? 422 : 303);
  if (!('stops' in cell)) return expectOffered(site, cell);
  const { what, next } = await wordsOf(site, cell.stops, of);
  expect(textOf(answer.text)).toContain(`The groups could not be loaded. ${what} ${next}`);
  expect(answer.text).toContain(`action="/teams/${site.portal.team}/psa-import/groups"`);
  const mayLoad = cell.stops !== 'wrong-credentials' && cell.stops !== 'not-permitted';
  expect(groupsIn(answer.text)).toBe(mayLoad ? GROUPS : 0);
  expect(await kept(site)).toEqual(before);
  expect(await offered(site)).toBe(GROUPS);
  expect(await lastLogged(site, resellerId)).toMatchObject({ type: 'GroupsNotLoaded', reason: cell.stops });
}

async function byTheForm(site: FaultSite, of: Case): Promise<void> {
  const { cell } = of;
  const { portal, newcomer, newcomersTeam } = site;
  const { resellerId } = portal.people.otherAdmin;
  const answer = await typeCredentials(site).expect('stops' in cell ? 422 : 303);
  const page = await newcomer.get(`/teams/${newcomersTeam}/psa-import`).expect(200);
  if (!('stops' in cell)) {
    expect(page.text).toContain('value="client-');
    await newcomer.post('/halopsa/remove').expect(303);
    return;
  }
  const { what, next } = await wordsOf(site, cell.stops, of);
  const field = fieldOfFault[cell.stops] ?? 'form';
  expect(errorsIn(answer.text)).toEqual({ [field]: `${what} ${next}` });
  expect(answer.text).not.toContain(portal.sandbox.clientSecret);
  // Nothing is stored: the page asks for the credentials again.
  expect(page.text).toContain('name="clientSecret"');
  expect(page.text).not.toContain('value="client-');
  expect(await lastLogged(site, resellerId)).toMatchObject({ type: 'GroupsNotLoaded', reason: cell.stops });
}

async function expectOffered(site: FaultSite, cell: Case['cell']): Promise<void> {
  const { text } = await site.admin.get(`/teams/${site.portal.team}/psa-import`).expect(200);
  expectSaid(text, cell);
  expect({ offered: await offered(site), ...announcedIn(text, 'groups') }).toEqual(expectedOf(cell, 'offered', GROUPS));
}

const loadGroups = ({ admin, portal }: FaultSite) => admin.post(`/teams/${portal.team}/psa-import/groups`);

function typeCredentials({ newcomer, newcomersTeam, portal: { sandbox } }: FaultSite) {
  const { tenantId, clientId, clientSecret, url: baseUrl } = sandbox;
  const form = { tenantId, clientId, clientSecret, baseUrl };
  return newcomer.post(`/teams/${newcomersTeam}/psa-import/credentials`).type('form').send(form);
}

/** How many groups the admin can choose from. */
async function offered({ admin, portal }: FaultSite): Promise<number> {
  return groupsIn((await admin.get(`/teams/${portal.team}/psa-import`).expect(200)).text);
}

const groupsIn = (page: string) => page.split('<option value="client-').length - 1;

/** The stored credentials and groups, read from the database. */
async function kept({ portal }: FaultSite): Promise<unknown> {
  const { rows } = await portal.db.pool.query(
    `select c.*, s.loaded_at, (select jsonb_agg(g order by g.id) from halo_group g where g.reseller_id = c.reseller_id) as groups
     from halo_credentials c join halo_group_snapshot s using (reseller_id) where reseller_id = $1`,
    [portal.people.admin.resellerId],
  );
  return rows[0];
}
