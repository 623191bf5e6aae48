import { browserOf } from '../access/portal.js';
import { AdminAtWork } from '../support/admin-at-work.js';
import { startWholePortal, until, type Agent, type WholePortal } from '../support/portal.js';

/** What a new reseller finds: the steps to the first import, and in a demo the credentials of its sandbox. */
const DEMO = { tenantId: 'demo', clientId: 'an-id', clientSecret: 'a-public-secret', url: 'http://127.0.0.1:4010' };

let portal: WholePortal;
let admin: Agent;
let other: Agent;
beforeAll(async () => {
  portal = await startWholePortal({}, undefined, [], { demoHalo: DEMO });
  admin = await browserOf(portal, portal.people.admin);
  other = await browserOf(portal, portal.people.otherAdmin);
});
afterAll(() => portal?.close());

/** Each step, and whether it is done. Undefined if the page shows none. */
async function stepsOf(agent: Agent): Promise<Record<string, boolean> | undefined> {
  const { text } = await agent.get('/teams').expect(200);
  if (!text.includes('First steps')) return undefined;
  const steps = [...text.matchAll(/<li class="step( done)?">.*?<p class="step-title">(?:<a [^>]*>)?([^<]+)/g)];
  return Object.fromEntries(steps.map(([, done, title]) => [title, done !== undefined]));
}

test('the steps are those that are left, and disappear with the first import', async () => {
  expect(await stepsOf(other)).toEqual({ 'Connect HaloPSA': false, 'Add a Team': false, 'Import people': false });
  expect(await stepsOf(admin)).toEqual({ 'Connect HaloPSA': false, 'Add a Team': true, 'Import people': false });

  const atWork = new AdminAtWork(portal, admin);
  const roster = await atWork.load('Three Wise Consultants');
  expect(await stepsOf(admin)).toEqual({ 'Connect HaloPSA': true, 'Add a Team': true, 'Import people': false });

  await atWork.importAll(roster);
  await until(async () => (await stepsOf(admin)) === undefined, 'the steps are gone');
  expect(await stepsOf(other)).toEqual({ 'Connect HaloPSA': false, 'Add a Team': false, 'Import people': false });
});

test('they are for admins, and not shown beside search results', async () => {
  expect(await stepsOf(await browserOf(portal, portal.people.auditor))).toBeUndefined();
  expect((await other.get('/teams?q=boats').expect(200)).text).not.toContain('First steps');
});

test('a demo fills in the credentials of its sandbox', async () => {
  const path = `/teams/${portal.team}/psa-import/credentials`;
  const empty = await admin.get(path).expect(200);
  expect(empty.text).toContain(`href="${path}?fill=sandbox"`);
  expect(empty.text).not.toContain(DEMO.clientSecret);
  const refused = await admin.post(path).type('form').send({ tenantId: 'x' }).expect(422);
  expect(refused.text).toContain(`href="${path}?fill=sandbox"`);
  const filled = await admin.get(`${path}?fill=sandbox`).expect(200);
  for (const value of Object.values(DEMO)) expect(filled.text).toContain(`value="${value}"`);
});
