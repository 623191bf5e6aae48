import { browserOf } from '../access/portal.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, rowsOf, textOf } from '../support/admin-at-work.js';

/** HaloPSA ids, in the order of the rows. */
const [ADA, TECHNICIAN, PROSPECT, KEEPER] = ['101', '102', '103', '105'];

let portal: WholePortal;
let admin: AdminAtWork;
let list: string;

beforeAll(async () => {
  portal = await startWholePortal({
    clients: [
      clientOf(
        'Acme',
        ['Ada', 'ada@acme.example'],
        ['Tess Tech', 'tess@acme.example', { linked_agent_id: 7 }],
        ['Pia Prospect', 'pia@acme.example', { is_prospect: true }],
        ['Shared Tech', 'shared@acme.example', { linked_agent_id: 8 }],
        ['Shared Person', 'shared@acme.example', { linked_agent_id: -1 }],
      ),
      clientOf('Plain', ['Ben', 'ben@plain.example']),
    ],
  });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
  list = await admin.load('Acme');
});
afterAll(() => portal.close());

const ticksIn = async () => {
  const { rows } = await portal.db.pool.query<{ halo_id: string }>(
    'select halo_id from roster_person where roster_id = $1 and ticked order by halo_id',
    [list],
  );
  return rows.map(({ halo_id }) => halo_id);
};

test('technicians and prospects are marked with a chip', async () => {
  const { text } = await admin.page(list).expect(200);
  const saysOf = (name: string) => rowsOf(text).find((row) => row.text.includes(name))?.text;
  expect(saysOf('Tess Tech')).toMatch(/Tess Tech Technician/);
  expect(saysOf('Pia Prospect')).toMatch(/Pia Prospect Prospect/);
  expect(saysOf('Ada')).not.toMatch(/Technician|Prospect/);
});

test('Select all leaves them out, and the page says so', async () => {
  const before = textOf((await admin.page(list).expect(200)).text);
  expect(before).toContain('Select all 2');
  expect(before).toContain(
    '“Select all” ticks 2 of 4 : 2 inactive, service, General User, technician or prospect accounts',
  );
  await admin.post(`/rosters/${list}`, { action: 'select-all' }).expect(303);
  expect(await ticksIn()).toEqual([ADA, KEEPER]);
});

test('they can be ticked by hand, and Select all removes no tick', async () => {
  await admin.post(`/rosters/${list}/ticks/${TECHNICIAN}`, { tick: TECHNICIAN }).expect(200);
  await admin.post(`/rosters/${list}/ticks/${PROSPECT}`, { tick: PROSPECT }).expect(200);
  await admin.post(`/rosters/${list}`, { action: 'select-all' }).expect(303);
  expect(await ticksIn()).toEqual([ADA, TECHNICIAN, PROSPECT, KEEPER]);
});

test('a list that Select all ticks completely has no such sentence', async () => {
  const plain = await admin.load('Plain');
  expect((await admin.page(plain).expect(200)).text).not.toContain('not included');
});
