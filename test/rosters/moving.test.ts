import { browserOf } from '../access/portal.js';
import { connect, startWholePortal, until, type Agent, type WholePortal } from '../support/portal.js';
import { json, startScripted } from '../halo-connector/scripted.js';
import { HaloConnector } from '../../src/modules/halo-connector/index.js';
import { credentialsFor } from '../halo-connector/scripted.js';
import { AdminAtWork, textOf } from '../support/admin-at-work.js';
import { loggedIn } from '../support/logs.js';

let portal: WholePortal;
let admin: Agent;
beforeAll(async () => {
  portal = await startWholePortal({ clients: [{ name: 'Acme', people: 250, dirt: 'none' }] });
  admin = await browserOf(portal, portal.people.admin);
});
afterAll(() => portal.close());

test('of 250 people, number 101 is listed although the first is removed after page 1, and omitted rows are reported', async () => {
  const server = await startScripted();
  const real = new HaloConnector({ allow: [server.origin] });
  const range = Array.from({ length: 250 }, (_, i) => ({
    id: i + 1,
    name: `P ${i + 1}`,
    client_id: 9,
    emailaddress: `p${i + 1}@a.example`,
  }));
  let people: object[] = range;
  server.on('/api/Users', (request, res) => {
    const pageNo = Number(request.query.get('page_no'));
    const rows = people.slice((pageNo - 1) * 100, pageNo * 100);
    const odd =
      pageNo === 3
        ? [
            { name: 'no id', client_id: 9 },
            { id: 900, name: 'no client' },
            { id: 901, client_id: 7 },
          ]
        : [];
    json({ record_count: rows.length ? people.length + 3 : 0, users: [...rows, ...odd] })(request, res);
    if (people === range) people = range.slice(1);
  });
  const halo = portal.app.get(HaloConnector);
  const usersPage = halo.usersPage.bind(halo);
  halo.usersPage = (_to, _group, pageNo, signal) =>
    real.usersPage(credentialsFor(server.origin), { kind: 'client', id: 9 }, pageNo, signal);
  try {
    const group = await connect(portal, admin, portal.team, 'Acme');
    const path = `/teams/${portal.team}/psa-import/rosters`;
    const answer = await admin.post(path).type('form').send({ group }).expect(303);
    const id = answer.headers['location']?.split('/').at(-1) ?? '';
    const { pool } = portal.db;
    await until(
      async () => (await pool.query('select from roster where id = $1 and status = $2', [id, 'loaded'])).rowCount === 1,
      'the list has come',
      60_000,
    );
    const { rows } = await pool.query('select from roster_person where roster_id = $1 and halo_id = 101', [id]);
    expect(rows).toHaveLength(1);
    const text = textOf((await admin.get(`/rosters/${id}`).expect(200)).text);
    expect(text).toContain('250 people listed');
    expect(text).toContain(
      '1 row without a usable HaloPSA ID; 1 row that names no client; 1 person of other clients or sites.',
    );
    expect(text).not.toContain('HaloPSA announced');
    const asked = new AdminAtWork(portal, admin);
    const leftOut = 'Not in the list, although HaloPSA sent them: 1 row without a usable HaloPSA ID;';
    expect(textOf(await asked.importAll(id))).toContain(leftOut);
    expect(text).toContain(leftOut);
    const [logged] = await loggedIn(pool, { type: 'UsersLoaded' });
    expect(logged?.data).toMatchObject({
      announced: 249,
      received: 250,
      unsure: false,
      leftOut: { addressesOnly: 0, withoutId: 1, withoutClient: 1, strangers: 1 },
    });
  } finally {
    halo.usersPage = usersPage;
    await real.close();
    await server.close();
  }
});
