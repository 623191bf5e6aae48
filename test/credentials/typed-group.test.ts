import { browserOf } from '../access/portal.js';
import { connect, startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, textOf } from '../support/admin-at-work.js';

let portal: WholePortal;
let admin: AdminAtWork;
let group: string;
let at: string;
beforeAll(async () => {
  portal = await startWholePortal({ clients: [clientOf('Kites', ['Ada', 'ada@kites.example'])] });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  group = await connect(portal, admin.agent, portal.team, 'Kites');
  at = `/teams/${portal.team}/psa-import`;
});
afterAll(() => portal.close());

/** As the page says it some time after the groups were loaded: it asks for them again. */
const age = () => portal.db.pool.query(`update halo_group_snapshot set loaded_at = now() - interval '1 hour'`);
const rosters = (fields: object) => admin.post(`${at}/rosters`, fields);
const typed = 'Rubber "Goose" <b>';
const escaped = 'value="Rubber &quot;Goose&quot; &lt;b>"';

test.each(['at once', 'when the groups are old'])('a name that no group has stays typed, %s', async (when) => {
  if (when !== 'at once') await age();
  const { text } = await rosters({ group: '', 'group-typed': ` ${typed} ` }).expect(422);
  expect(text).toContain(escaped);
  expect(textOf(text)).toContain('No group is called “Rubber &quot;Goose&quot; &lt;b>”.');
});

test('a deleted group is reported, and the typed name stays', async () => {
  const { text } = await rosters({ group: 'client-999999', 'group-typed': 'Kites & Co' }).expect(422);
  expect(text).toContain('This group is no longer in HaloPSA.');
  expect(text).toContain('value="Kites &amp; Co"');
});

test('without a typed or selected group, the page says what to do', async () => {
  expect((await rosters({}).expect(422)).text).toContain('Select the user list');
  expect((await rosters({ 'group-typed': 'x'.repeat(5_000) }).expect(422)).text).not.toContain('x'.repeat(201));
});

test('the typed name is kept while the groups are loaded again, with JavaScript and without', async () => {
  await age();
  const { text } = await admin.agent.get(at).query({ group, 'group-typed': typed }).expect(200);
  expect(text).toContain(`hx-vals="{&quot;group&quot;:&quot;${group}&quot;,`);
  const part = await admin.post(`${at}/groups`, { group }).set('HX-Request', 'true').expect(200);
  expect(part.text).toMatch(new RegExp(`<option[^>]*value="${group}"[^>]*selected|selected[^>]*value="${group}"`));
  const { headers } = await admin.post(`${at}/groups`, { group, 'group-typed': 'a b' }).expect(303);
  expect(headers['location']).toBe(`${at}?group=${group}&group-typed=a+b`);
});
