import { browserOf } from '../access/portal.js';
import {
  connect,
  importAndWait,
  loadRoster,
  startWholePortal,
  type Agent,
  type WholePortal,
} from '../support/portal.js';

let portal: WholePortal;
let admin: Agent;
beforeAll(async () => {
  portal = await startWholePortal();
  admin = await browserOf(portal, portal.people.admin);
});
afterAll(() => portal.close());

test('the main job: credentials, group, ticks, import, accounts, history', async () => {
  const group = await connect(portal, admin, portal.team, 'Muddy Waters Plumbing');
  const roster = await loadRoster(admin, portal.team, group);
  await admin.post(`/rosters/${roster}`).type('form').send({ action: 'select-all' }).expect(303);
  const page = await importAndWait(portal, admin, roster);
  expect(page).toContain('imported');
  const { rows } = await portal.db.pool.query('select * from import_summary where import_id = $1', [roster]);
  expect(rows[0]).toMatchObject({ status: 'completed', waiting: 0 });
  const members = await portal.db.pool.query('select count(*)::int as n from member where team_id = $1', [portal.team]);
  expect(members.rows[0].n).toBe(rows[0].imported);
  expect(rows[0].imported).toBeGreaterThan(0);
});
