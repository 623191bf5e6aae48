import { Controller, Get } from '@nestjs/common';
import type { Visitor } from '../../src/shared/visitor.js';
import { Moment } from '../../src/views/components/time.js';
import { Page } from '../../src/views/layout/page.js';
import { AllowRoles, SignedIn } from '../../src/web/index.js';
import { addPerson, browserOf, startPortal, type Person, type TestPortal } from './portal.js';

@Controller('moment')
@AllowRoles('admin', 'auditor')
class PageWithATime {
  @Get()
  show(@SignedIn() visitor: Visitor) {
    return (
      <Page title="A time" visitor={visitor}>
        <Moment at={new Date('2026-03-05T23:30:00Z')} />
      </Page>
    );
  }
}

let portal: TestPortal;
let ann: Person;
let agent: Awaited<ReturnType<typeof browserOf>>;
beforeAll(async () => {
  portal = await startPortal({ controllers: [PageWithATime] });
  ann = await addPerson(portal, 'auditor');
  agent = await browserOf(portal, ann);
});
afterAll(() => portal.close());

const save = (fields: Record<string, string>) => agent.post('/settings').type('form').send(fields);
const page = async (path: string) => (await agent.get(path).expect(200)).text;
const selected = (html: string) => /<option[^>]*value="([^"]*)" selected/.exec(html)?.[1];

test('until a person sets a zone, times are in UTC, and pages propose that of the browser', async () => {
  expect(selected(await page('/settings'))).toBe('UTC');
  const html = await page('/moment');
  expect(html).toContain('>5 Mar 2026, 23:30 UTC</time>');
  expect(html).toContain('<template id="zone-proposal">');
});

test.each([
  ['Mars/Olympus', 'Mars', 'There is no time zone “'],
  ['', '', 'Select a time zone.'],
  ['+01:00', '', 'Select a time zone.'],
])('%p is refused, and nothing is set', async (timeZone, typed, message) => {
  const { text } = await save({ timeZone, 'timeZone-typed': typed }).expect(422);
  expect(text).toContain(message);
  expect(selected(text)).toBeUndefined();
  expect(await page('/moment')).toContain('23:30 UTC');
});

test('a zone that is set is used for every time, with UTC as its title, and nothing is proposed any more', async () => {
  await save({ timeZone: 'Europe/Berlin' }).expect(303).expect('Location', '/settings?done=settings-saved');
  const html = await page('/moment');
  expect(html).toContain('title="5 Mar 2026, 23:30 UTC">6 Mar 2026, 00:30 CET</time>');
  expect(html).not.toContain('zone-proposal');
  expect(selected(await page('/settings'))).toBe('Europe/Berlin');
});

test('the proposal leads back to the page that it was on, and to no other site', async () => {
  await save({ timeZone: 'Asia/Kolkata', next: '/teams?q=a' }).expect(303).expect('Location', '/teams?q=a');
  expect(await page('/moment')).toContain('6 Mar 2026, 05:00 GMT+5:30');
  await save({ timeZone: 'UTC', next: '//elsewhere.example' }).expect('Location', '/settings?done=settings-saved');
  expect(await page('/moment')).not.toContain('zone-proposal');
});

test('another person keeps their own zone, and one whose zone is no longer known reads UTC', async () => {
  await save({ timeZone: 'Europe/Berlin' }).expect(303);
  const ben = await browserOf(portal, await addPerson(portal, 'admin', { resellerId: ann.resellerId }));
  expect((await ben.get('/moment').expect(200)).text).toContain('23:30 UTC');
  await portal.db.pool.query(`update portal_user_setting set time_zone = 'Europe/Atlantis' where user_id = $1`, [
    ann.userId,
  ]);
  expect(await page('/moment')).toContain('23:30 UTC');
});
