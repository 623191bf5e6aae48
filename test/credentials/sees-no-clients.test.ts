import { startCredentialsSite, type CredentialsSite } from './site.js';
import { application, errorsIn, stepsOf } from './steps.js';

let site: CredentialsSite;
const { psaImport, form, post, logged, logLength, storedRow, startAgain } = stepsOf(() => site);

beforeAll(async () => {
  site = await startCredentialsSite();
});
afterAll(() => site.close());
beforeEach(async () => {
  await startAgain();
  await post(form()).expect(303);
});

const blind = () => application(site.sandbox.applications.blindAgent);
const page = async () => (await site.admin.get(psaImport()).expect(200)).text;

test('credentials that see no clients do not replace others unless the admin agrees', async () => {
  const [row, from] = [await storedRow(), await logLength()];
  const { text } = await post(form(blind())).expect(422);
  expect(errorsIn(text)['form']).toContain('they see no clients');
  expect(text).toContain('name="storeAnyway" value="yes"');
  expect(text).not.toContain(blind().clientSecret);
  expect(await storedRow()).toEqual(row);
  expect(await page()).toContain('value="client-');
  expect(await logged(from)).toEqual([
    {
      type: 'GroupsNotLoaded',
      ...{ teamId: site.teamId, reason: 'sees-no-clients', secretSentTo: [site.sandbox.url] },
    },
  ]);
});

test('they replace others once the admin ticks the box and enters the secret again', async () => {
  const empty = await post(form({ ...blind(), clientSecret: '', storeAnyway: 'yes' })).expect(422);
  expect(errorsIn(empty.text)['clientSecret']).toContain('Enter the Client Secret again');
  await post(form({ ...blind(), storeAnyway: 'yes' })).expect(303);
  expect(await storedRow()).toMatchObject({ client_id: blind().clientId });
  expect(await page()).toContain('HaloPSA shows no groups');
});

test('they are stored if there are none, or only some that cannot be used', async () => {
  await site.pool.query(`update halo_credentials set client_id = 'changed'`);
  await post(form(blind())).expect(303);
  await startAgain();
  await post(form(blind())).expect(303);
});

test.each(['withoutCustomers', 'notAnAgent'] as const)(
  'credentials that may not read clients (%s) do not replace others',
  async (which) => {
    const row = await storedRow();
    await post(form({ ...application(site.sandbox.applications[which]), storeAnyway: 'yes' })).expect(422);
    expect(await storedRow()).toEqual(row);
    expect(await page()).toContain('value="client-');
  },
);

test('"Load again" does not replace stored clients by an empty list', async () => {
  const agent: { sees: string } = site.sandbox.applications.main;
  agent.sees = 'nothing';
  const from = await logLength();
  const { text } = await site.admin.post(`${psaImport()}/groups`).expect(422);
  expect(text).toContain('they see no clients');
  expect(text).toContain('value="client-');
  expect(text).not.toContain('name="storeAnyway"');
  expect(await page()).toContain('value="client-');
  expect(await logged(from)).toMatchObject([{ type: 'GroupsNotLoaded', reason: 'sees-no-clients' }]);
  agent.sees = 'everything';
  await site.admin.post(`${psaImport()}/groups`).expect(303);
});
