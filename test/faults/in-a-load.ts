import type { ConnectionFault } from '../../src/facts/index.js';
import { Jobs } from '../../src/jobs/index.js';
import { haloFault } from '../../src/views/words/halo-faults.js';
import type { HaloWait } from '../../src/modules/rosters/roster-types.js';
import { textOf } from '../support/admin-at-work.js';
import { until } from '../support/portal.js';
import { announcedIn, expectedOf, expectSaid, lastLogged, PAGE, PEOPLE, wordsOf, type FaultSite } from './site.js';
import type { Case } from './cases.js';

/** A fault during a load. It ends, and the load resumes or starts again. */
export async function meetInALoad(site: FaultSite, of: Case): Promise<void> {
  const { call, cell } = of;
  if (call === 'token in a load') await site.admin.post(`/teams/${site.portal.team}/psa-import/groups`).expect(303);
  await site.begin(of);
  let id = await beginLoad(site);
  if (of.name === 'endless') await asIfMostHadCome(site, id);
  await atRest(site, id);
  if ('stops' in cell) {
    await expectStopped(site, id, of, cell.stops);
    await site.end();
    id = await goOn(site, id);
  } else if ('waits' in cell) {
    await expectWaits(site, id, of, cell.waits);
    await site.end();
    await passTime(site, id, { alsoHaloPsas: true });
  }
  await until(async () => (await rosterOf(site, id)).status === 'loaded', 'all have come');
  await expectShown(site, id, cell);
  await site.end();
}

async function beginLoad({ admin, portal, group }: FaultSite): Promise<string> {
  const path = `/teams/${portal.team}/psa-import/rosters`;
  const answer = await admin.post(path).type('form').send({ group }).expect(303);
  return answer.headers['location']?.split('/').at(-1) ?? '';
}

interface Loading {
  readonly status: string;
  readonly fault: string | null;
  readonly received: number;
  readonly next_page: number;
}

async function rosterOf({ portal }: FaultSite, id: string): Promise<Loading> {
  const { rows } = await portal.db.pool.query<Loading>(
    'select status, fault, received, next_page from roster where id = $1',
    [id],
  );
  return rows[0] as Loading;
}

/** Lets the pauses between two tries pass at once, until the load has ended or waits for HaloPSA. */
async function atRest(site: FaultSite, id: string): Promise<void> {
  await until(async () => {
    await passTime(site, id);
    const { status, fault } = await rosterOf(site, id);
    return status !== 'loading' || fault !== null;
  }, 'the load has ended or waits');
}

async function passTime({ portal }: FaultSite, id: string, { alsoHaloPsas = false } = {}): Promise<void> {
  const { rowCount } = await portal.db.pool.query(
    `update roster set not_before = now()
     where id = $1 and status = 'loading' and not_before > now() and ($2 or fault is null)`,
    [id, alsoHaloPsas],
  );
  if (rowCount) await portal.app.get(Jobs).wake('load-users', { id, owner: portal.people.admin.resellerId });
}

/** Half a million people would take a while, so pretend that most of them have arrived. */
async function asIfMostHadCome(site: FaultSite, id: string): Promise<void> {
  await until(async () => (await rosterOf(site, id)).received > 2 * PAGE, 'some pages have come');
  await site.portal.db.pool.query('update roster set foreign_ids = 499_990 where id = $1', [id]);
}

/** The page says why and shows no people, and the database holds what arrived before the fault. */
async function expectStopped(site: FaultSite, id: string, of: Case, fault: ConnectionFault): Promise<void> {
  const { portal, admin } = site;
  const loaded = await rosterOf(site, id);
  expect(loaded).toMatchObject({ status: 'failed', fault });
  // A broken list is discarded as a whole: a load does not resume it.
  if (fault !== 'list-broken') expect(loaded).toMatchObject(before(of));
  const { what, next } = await wordsOf(site, fault, of);
  const { text } = await admin.get(`/rosters/${id}`).expect(200);
  expect(textOf(text)).toContain(`The people could not be loaded. ${what}`);
  expect(textOf(text)).toContain(next);
  expect(textOf(text)).toContain('Load again');
  const canGoOn = fault !== 'list-broken' && loaded.received > 0;
  expect(text.includes(`action="/rosters/${id}/retry"`)).toBe(canGoOn);
  if (canGoOn) expect(textOf(text)).toContain(`${PAGE} of ${PEOPLE} people are loaded.`);
  await expectNobody(site, id);
  // staged with the row of the list, and appended a moment later
  const staged = () => portal.db.pool.query('select from log.outbox');
  await until(async () => (await staged()).rowCount === 0, 'the end of the load is in the log');
  expect(await lastLogged(site, portal.people.admin.resellerId)).toMatchObject({
    type: 'UsersNotLoaded',
    reason: fault,
  });
}

async function expectWaits(site: FaultSite, id: string, of: Case, why: HaloWait): Promise<void> {
  if (why === 'rate-limited') await wordsOf(site, why, of);
  expect(await rosterOf(site, id)).toMatchObject({ status: 'loading', fault: why, ...before(of) });
  const { text } = await site.admin.get(`/rosters/${id}`).expect(200);
  const loaded = of.call === 'users page 1' ? '0 loaded' : `${PAGE} of ${PEOPLE} loaded`;
  const words = why === 'rate-limited' ? 'HaloPSA lets us go on at ' : `${haloFault(why).what} We ask again at `;
  expect(textOf(text)).toContain(words);
  expect(textOf(text)).toContain(`; ${loaded}.`);
  await expectNobody(site, id);
}

/** What had come before the fault. */
const before = ({ call }: Case) =>
  call === 'users page 1' ? { received: 0, next_page: 1 } : { received: PAGE, next_page: 2 };

/** Whatever is asked of a list that is not whole, none of its people is shown, ticked or imported. */
async function expectNobody({ portal, admin }: FaultSite, id: string): Promise<void> {
  const post = (path: string, form: object) => admin.post(`/rosters/${id}${path}`).type('form').send(form);
  const { text } = await admin.get(`/rosters/${id}`).expect(200);
  expect(text).not.toMatch(/id="tick-|<tbody|id="roster"/);
  await admin.get(`/rosters/${id}/confirm`).expect(303).expect('Location', `/rosters/${id}`);
  await post('', { action: 'select-all' }).expect(303);
  await post('/import', { tickVersion: '0' }).expect(409);
  const { rows } = await portal.db.pool.query('select from roster_person where roster_id = $1 and ticked', [id]);
  expect(rows).toHaveLength(0);
}

/** Presses what the page offers. Going on asks for no page again that has come. @returns the list that loads now */
async function goOn(site: FaultSite, id: string): Promise<string> {
  const { admin, portal } = site;
  const { text } = await admin.get(`/rosters/${id}`);
  if (!text.includes(`action="/rosters/${id}/retry"`)) return beginLoad(site);
  portal.sandbox.requests.clear();
  await admin.post(`/rosters/${id}/retry`).expect(303);
  await until(async () => (await rosterOf(site, id)).status === 'loaded', 'it went on');
  const asked = portal.sandbox.requests.all('users').map(({ query }) => query['page_no']);
  // Two at once may come in either order.
  expect(asked.toSorted()).toEqual(['2', '3', '4']);
  return id;
}

async function expectShown(site: FaultSite, id: string, cell: Case['cell']): Promise<void> {
  const { text } = await site.admin.get(`/rosters/${id}`).expect(200);
  expectSaid(text, cell);
  const listed = Number(/\b(\d+) people listed/.exec(textOf(text))?.[1]);
  expect({ listed, ...announcedIn(text, 'people') }).toEqual(expectedOf(cell, 'listed', PEOPLE));
}
