import { browserOf } from '../access/portal.js';
import { json, startScripted, type Scripted } from '../halo-connector/scripted.js';
import { connect, loadRoster, startWholePortal, until, type Agent, type WholePortal } from '../support/portal.js';

let silent: Scripted;
let portal: WholePortal;
let admin: Agent;
let attacker: Agent;
let theirTeam: string;
/** requests for people that have no answer, now and at most */
const open = { now: 0, most: 0 };

beforeAll(async () => {
  silent = await startScripted();
  silent.on('/api/client', ({ query }, res) => {
    const ids = query.get('page_no') === '1' ? Array.from({ length: 20 }, (_, n) => n + 1) : [];
    json({ record_count: 20, clients: ids.map((id) => ({ id, name: `Client ${id}` })) })({} as never, res);
  });
  silent.on('/api/users', (_request, res) => {
    open.most = Math.max(open.most, ++open.now);
    res.on('close', () => open.now--);
  });
  portal = await startWholePortal({ clients: [{ name: 'North', people: 250 }] }, undefined, [silent.origin]);
  const { people } = portal;
  [admin, attacker] = [await browserOf(portal, people.admin), await browserOf(portal, people.otherAdmin)];
  theirTeam = await portal.newTeam('Theirs', undefined, people.otherAdmin.resellerId);
  const form = { tenantId: 'acme', clientId: 'client', clientSecret: 'secret', baseUrl: silent.origin };
  await attacker.post(`/teams/${theirTeam}/psa-import/credentials`).type('form').send(form).expect(303);
});
afterAll(async () => {
  await portal.close();
  await silent.close();
});

test('20 lists from a host that never answers do not keep another reseller from loading', async () => {
  const group = await connect(portal, admin, portal.team, 'North');
  for (let n = 1; n <= 20; n++) {
    const path = `/teams/${theirTeam}/psa-import/rosters`;
    await attacker
      .post(path)
      .type('form')
      .send({ group: `client-${n}` })
      .expect(303);
  }
  await until(async () => open.now > 0, 'the first of them hang');
  await loadRoster(admin, portal.team, group);
  const { rows } = await portal.db.pool.query<{ status: string }>('select status from roster where team_id = $1', [
    theirTeam,
  ]);
  expect(rows.filter(({ status }) => status === 'loading')).toHaveLength(20);
  // half of the workers
  expect(open.most).toBeLessThanOrEqual(2);
});
