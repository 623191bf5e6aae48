import { randomUUID } from 'node:crypto';
import { browserOf } from '../access/portal.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';
import { AdminAtWork, clientOf, rowsOf, tickedIn } from '../support/admin-at-work.js';

/** 140 people: 001 to 100 on the first page, the last four with nothing to claim. */
const PEOPLE = Array.from({ length: 140 }, (_, i) => {
  const name = `Person ${String(i + 1).padStart(3, '0')}`;
  return i < 136 ? ([name, addressOf(i + 1)] as [string, string]) : ([name] as [string]);
});

let portal: WholePortal;
let admin: AdminAtWork;
let roster: string;

beforeAll(async () => {
  portal = await startWholePortal({ clients: [clientOf('Counted', ...PEOPLE)] });
  admin = new AdminAtWork(portal, await browserOf(portal, portal.people.admin));
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.db.pool.query('delete from email_claim');
  roster = await admin.load('Counted');
});

function addressOf(n: number): string {
  return `person.${n}@counted.example`;
}

/** Another import claims, or releases, the addresses of these people while the list is open. */
const claim = async (...people: number[]) => {
  for (const n of people)
    await portal.db.pool.query('insert into email_claim values ($1, $2, $3, $3)', [
      addressOf(n),
      randomUUID(),
      randomUUID(),
    ]);
};
const release = (n: number) => portal.db.pool.query('delete from email_claim where email_key = $1', [addressOf(n)]);

const shown = async (query: Record<string, string> = {}) => {
  const { text } = await admin.page(roster, query).expect(200);
  const counts = [...text.matchAll(/data-count="(\w+)">([\d,]+)</g)].map(([, name, n]) => [name, Number(n)]);
  const { all, importable, blocked, ticked } = Object.fromEntries(counts) as Record<string, number>;
  const rows = rowsOf(text);
  return {
    counts: { all, importable, blocked, ticked },
    crossed: rows.filter((row) => row.blocked).length,
    rows,
    text,
  };
};
const judgedAt = async () =>
  (await portal.db.pool.query('select judged_at as at from roster where id = $1', [roster])).rows[0].at as Date;
const twoMinutesLater = () =>
  portal.db.pool.query(`update roster set judged_at = judged_at - interval '2 minutes' where id = $1`, [roster]);
const everybody = { action: 'select-all' };

test('a displayed row has its current verdict, and the counts agree with it', async () => {
  expect((await shown()).counts).toEqual({ all: 140, importable: 136, blocked: 4, ticked: 0 });
  await claim(5, 6);
  const page = await shown();
  expect(page.crossed).toBe(2);
  expect(page.counts).toEqual({ all: 140, importable: 134, blocked: 6, ticked: 0 });
  expect((await shown({ show: 'blocked' })).rows).toHaveLength(6);
  await release(5);
  expect((await shown()).counts).toEqual({ all: 140, importable: 135, blocked: 5, ticked: 0 });
});

test('a filter shows only the people that match it', async () => {
  await claim(5);
  const page = await shown({ show: 'importable' });
  expect([page.crossed, page.rows.length, page.text.includes('1–100 of 135')]).toEqual([0, 100, true]);
});

test('a new tick on a person who has an account by now is ignored, and an older tick waits under the red X', async () => {
  await admin.post(`/rosters/${roster}`, everybody).expect(303);
  await claim(7);
  expect((await shown()).counts).toEqual({ all: 140, importable: 135, blocked: 5, ticked: 135 });
  await release(7);
  expect((await shown()).counts).toEqual({ all: 140, importable: 136, blocked: 4, ticked: 136 });
  await admin.post(`/rosters/${roster}`, { action: 'clear-all' }).expect(303);
  await claim(8);
  const haloId = rowsOf((await shown({ q: 'Person 008' })).text)[0]?.haloId;
  const eight = (
    await portal.db.pool.query(`select halo_id from roster_person where name = 'Person 008' and roster_id = $1`, [
      roster,
    ])
  ).rows[0].halo_id as string;
  expect(haloId).toBeUndefined();
  const bar = await admin.post(`/rosters/${roster}/ticks/${eight}`, { tick: eight }).expect(200);
  expect(tickedIn(bar.text)).toBe(0);
});

test('changes on other pages count for Select all and Import', async () => {
  await claim(120, 121);
  expect((await shown()).counts).toMatchObject({ importable: 136 });
  await admin.post(`/rosters/${roster}`, everybody).expect(303);
  expect((await shown()).counts).toEqual({ all: 140, importable: 134, blocked: 6, ticked: 134 });
  await claim(122);
  await admin
    .post(`/rosters/${roster}`, { action: 'review' })
    .expect(303)
    .expect('Location', `/rosters/${roster}/confirm`);
  expect((await shown()).counts).toEqual({ all: 140, importable: 133, blocked: 7, ticked: 133 });
});

test('a list opened later shows its current state', async () => {
  await claim(120);
  await twoMinutesLater();
  expect((await shown()).counts).toMatchObject({ importable: 135 });
  // Nothing is recorded when a test takes an address: as long as nothing is, nothing is looked for.
  const before = await judgedAt();
  await twoMinutesLater();
  await shown();
  expect((await judgedAt()).getTime()).toBeLessThan(before.getTime());
});

test('Import says so when there is no one left to tick', async () => {
  await admin.post(`/rosters/${roster}`, everybody).expect(303);
  await claim(...Array.from({ length: 136 }, (_, i) => i + 1));
  const { text } = await admin.post(`/rosters/${roster}`, { action: 'review' }).expect(422);
  expect(text).toContain('No one is ticked.');
  expect(text).toContain('<b>0</b> of 0 ticked');
});
