import type { Browser, Page, Route } from 'playwright-core';
import { render } from 'preact-render-to-string';
import { RosterPage } from '../../src/modules/rosters/people/roster-page.js';
import { TickBar } from '../../src/modules/rosters/ticks/tick-bar.js';
import { inBrowser, launchBrowser } from '../support/browser.js';
import { roster } from './sample-imports.js';
import { samplePages } from './sample-pages.js';
import { serveSamples, type SampleServer } from './serve-samples.js';

/** A page shows the portal's state: also when another server answers, after Back, and in a second tab. */
const ours = { 'X-Portal': 'answer' };
const counts = { ...roster.counts, ticked: 1_204 };
const bar = (ticked: number) => render(<TickBar counts={{ ...counts, ticked }} these={null} />);
const foreign = { contentType: 'text/html', body: '<h1>Sign in to HotelNet</h1>' };
const elsewhere = 'http://login.hotelnet.invalid/';

const strangers: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'a page of the network with 200': (route) => route.fulfill({ status: 200, ...foreign }),
  'an error of a proxy': (route) => route.fulfill({ status: 502, ...foreign, body: '<h1>Bad Gateway</h1>' }),
  'a redirect to another host': (route) => route.fulfill({ status: 302, headers: { Location: elsewhere } }),
  'an instruction to go elsewhere': (route) =>
    route.fulfill({ status: 200, ...foreign, headers: { 'HX-Redirect': elsewhere } }),
  'an answer that is not HTML': (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', headers: ours, body: '{}' }),
  nobody: (route) => route.abort(),
};

inBrowser('answers in a browser', () => {
  let server: SampleServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await serveSamples({
      ...samplePages,
      fewer: <RosterPage {...roster} counts={{ ...counts, ticked: 7 }} />,
    });
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.goto(`${server.base}/roster`);
  });
  afterEach(async () => {
    await page.close();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const free = () => page.locator('input[name=tick]:not(:checked)').first();
  const ticked = () => page.locator('#tick-count b').innerText();
  const answerTicks = (ticks: number) =>
    page.route('**/ticks/*', (route) =>
      route.fulfill({ status: 200, contentType: 'text/html', headers: ours, body: bar(ticks) }),
    );
  /** The list as another tab has left it. */
  const changeElsewhere = () =>
    page.route('**/roster', async (route) => {
      const response = await route.fetch({ url: `${server.base}/fewer` });
      await route.fulfill({ response, headers: { ...response.headers(), ...ours } });
    });

  test.each(Object.entries(strangers))(
    'a tick answered by %s is undone, and a notice says what to do',
    async (_who, answer) => {
      await page.route('**/ticks/*', answer);
      const box = page.locator(`#${await free().getAttribute('id')}`);
      await box.click();
      await page.locator('#notices .notice', { hasText: 'The tick could not be saved' }).waitFor();
      expect(await page.locator('#notices').innerText()).toMatch(/Then tick again\.$/);
      expect(await box.isChecked()).toBe(false);
      expect(await ticked()).toBe('1,204');
      expect(await page.content()).not.toMatch(/HotelNet|Bad Gateway/);
      expect(page.url()).toBe(`${server.base}/roster`);
    },
  );

  test('an error of the portal at a tick is shown, and the page is not reloaded', async () => {
    const sentence = '<p class="notice error" role="alert">Something went wrong. Error 500.</p>';
    const aside = { 'HX-Retarget': '#notices', 'HX-Reswap': 'innerHTML' };
    await page.route('**/ticks/*', (route) =>
      route.fulfill({ status: 500, contentType: 'text/html', headers: { ...ours, ...aside }, body: sentence }),
    );
    let loads = 0;
    await page.route('**/roster', (route) => (loads++, route.continue()));
    await free().click();
    await page.locator('#notices .notice', { hasText: 'Error 500' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('#notices').innerText()).toContain('Something went wrong. Error 500.');
    expect(loads).toBe(0);
  });

  test('groups answered by a network show a form to try again', async () => {
    await page.route('**/psa-import/groups', (route) => route.fulfill({ status: 200, ...foreign }));
    await page.goto(`${server.base}/groups-loading`);
    await page.getByText('The groups could not be loaded.').waitFor();
    expect(await page.content()).not.toContain('HotelNet');
  });

  test('groups are asked for only when the page can judge the answer, however late its script comes', async () => {
    let posted = () => {};
    const asked = new Promise<void>((done) => (posted = done));
    await page.route('**/psa-import/groups', (route) => {
      posted();
      return route.fulfill({ status: 200, ...foreign });
    });
    await page.route('**/ticks.js', async (route) => {
      await Promise.race([asked, page.waitForTimeout(500)]);
      await route.continue();
    });
    await page.goto(`${server.base}/groups-loading`);
    await page.getByText('The groups could not be loaded.').waitFor();
    expect(await page.content()).not.toContain('HotelNet');
  });

  test('a tick that the portal saved stays, and both counts show it', async () => {
    await answerTicks(1_205);
    const box = page.locator(`#${await free().getAttribute('id')}`);
    await box.click();
    await page.locator('#tick-count b', { hasText: '1,205' }).waitFor();
    expect(await box.isChecked()).toBe(true);
    expect(await page.locator('[data-count=ticked]').innerText()).toBe('1,205');
  });

  test('Back shows the ticks and the filter as the portal has them', async () => {
    await answerTicks(1_205);
    const box = await free().getAttribute('id');
    await page.locator(`#${box}`).click();
    await page.locator('#tick-count b', { hasText: '1,205' }).waitFor();
    await page.evaluate(`document.getElementById('show-blocked').checked = true`);
    await page.goto(`${server.base}/teams`);
    await page.goBack();
    expect(await page.locator(`#${box}`).isChecked()).toBe(false);
    expect(await page.locator('#show-all').isChecked()).toBe(true);
    expect(await ticked()).toBe('1,204');
  });

  test('a page restored from the page cache is loaded again', async () => {
    await changeElsewhere();
    await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await page.locator('#tick-count b', { hasText: /^7$/ }).waitFor();
  });

  test('a tab that regains the focus shows the changes of another tab', async () => {
    await changeElsewhere();
    // Another look within a second of the last one is none.
    await page.evaluate(`setInterval(() => dispatchEvent(new Event('focus')), 100)`);
    await page.locator('#tick-count b', { hasText: /^7$/ }).waitFor();
  });

  test('a tick in an outdated tab reloads the list', async () => {
    await changeElsewhere();
    await answerTicks(7);
    await free().click();
    await page.locator('[data-count=ticked]', { hasText: /^7$/ }).waitFor();
    await page.locator('#review', { hasText: 'Import 7 people' }).waitFor();
  });

  test('the result of a form is not shown again after a reload', async () => {
    await page.goto(`${server.base}/teams?q=a&done=team-added`);
    await page.waitForURL(`${server.base}/teams?q=a`);
  });
});
