import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { PASSWORD } from '../access/portal.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';
import { startFirefox } from './firefox.js';
import { layoutFaults } from './layout.js';
import { ENTER, RemotePage, the } from './page.js';
import type { Remote } from './remote.js';
import { startWebKit } from './webkit.js';

const { FIREFOX_PATH: firefox, WEBKIT_DRIVER_PATH: webkit, SCREEN_PATH: screen } = process.env;
type Launch = () => Promise<Remote>;
const browsers: [string, Launch][] = [];
if (firefox) browsers.push(['Firefox', () => startFirefox(firefox)]);
if (webkit) browsers.push(['WebKit', () => startWebKit(webkit, screen)]);

const TEAM = 'Paper boats';
const GROUP = 'Paper Boat Shipyard';

/** Started by scripts/browsers.mjs with the browsers that it found. */
describe.each(browsers)('the main path in %s', (_name, launch) => {
  let portal: WholePortal;
  let remote: Remote;
  let page: RemotePage;
  let base: string;
  const faults: string[] = [];
  const look = async (at: string) => void faults.push(...(await layoutFaults(page, at)));
  const press = (text: string) => page.click(the('button, a, summary', text));

  beforeAll(async () => {
    [portal, remote] = await Promise.all([startWholePortal(), launch()]);
    const server = (await portal.app.listen(0, '127.0.0.1')) as Server;
    base = `http://localhost:${(server.address() as AddressInfo).port}`;
    page = new RemotePage(remote);
    await remote.resize(1280, 860);
  });
  afterAll(async () => {
    await remote?.close();
    await portal?.close();
  });

  test('from signing in to the history', async () => {
    await portal.newTeam(TEAM);
    await signIn();
    await chooseTeam();
    await connect();
    await chooseGroup();
    await backShowsTheTruth();
    const ticked = await searchAndTickAll();
    await importAll(ticked);
    await readHistory(ticked);
    expect(faults).toEqual([]);
  });

  async function signIn() {
    await remote.goto(base);
    await page.see('label', 'Email address');
    await look('Sign-in');
    await page.fill('Email address', portal.people.admin.email);
    await page.fill('Password', PASSWORD);
    await press('Sign in');
    await page.see('h1', 'Teams');
    await look('Teams');
  }

  async function chooseTeam() {
    await page.click(`${the('tr', TEAM)}?.querySelector('summary')`);
    await page.click(`${the('tr', TEAM)}?.querySelector('a[href$="/psa-import"]')`);
    await page.see('label', 'Tenant ID');
    await look('Credentials');
  }

  async function connect() {
    const { tenantId, clientId, clientSecret, url } = portal.sandbox;
    await page.fill('Tenant ID', tenantId);
    await page.fill('Client ID', clientId);
    await page.fill('Client Secret', clientSecret);
    await page.fill('HaloPSA Base URL', url);
    await press('Load Groups');
    await page.see('[role=combobox]');
    await page.see('.banner.success', 'HaloPSA accepted the credentials.');
    await look('Groups');
    await remote.reload();
    await page.see('[role=combobox]');
    expect(await page.read(`${the('.banner.success')} === undefined`)).toBe(true);
  }

  async function chooseGroup() {
    await page.click(the('[role=combobox]'));
    await page.type('boat shipyard');
    await page.see('[role=option]', GROUP);
    await page.type(ENTER);
    await press('Show people');
    await page.see('#tick-bar');
    await look('People');
  }

  /** What the boxes, the filter and the number say, which have to agree with each other and with the portal. */
  const shown = () =>
    page.read<object>(`({
      boxes: document.querySelectorAll('input[name=tick]:checked').length,
      number: Number(document.querySelector('#tick-count b').textContent),
      show: document.querySelector('input[name=show]:checked').value,
    })`);
  const ticksAre = (ticks: number) =>
    page.until(`document.querySelector('#tick-count b')?.textContent === '${ticks}'`, `${ticks} are ticked`);
  const tick = (at: number) => page.click(`document.querySelectorAll('input[name=tick]')[${at}]`);

  async function backShowsTheTruth() {
    await tick(0);
    await ticksAre(1);
    await tick(1);
    await ticksAre(2);
    await press('Teams');
    await page.see('h1', 'Teams');
    await remote.back();
    await ticksAre(2);
    expect(await shown()).toEqual({ boxes: 2, number: 2, show: 'all' });

    await page.click(the('.segments label', 'Cannot be imported'));
    await page.until(`location.search.includes('show=blocked')`, 'the filter is on');
    await remote.back();
    await page.until(`!location.search.includes('show=blocked')`, 'the whole list is back');
    await ticksAre(2);
    expect(await shown()).toEqual({ boxes: 2, number: 2, show: 'all' });
    await tick(2);
    await ticksAre(3);
  }

  async function searchAndTickAll(): Promise<number> {
    await page.fill('Find by name, email or site', 'nobody is called this');
    await page.type(ENTER);
    await page.see('main', 'No one found');
    await press('Show everyone');
    await page.see('.people tbody tr');
    await press('Select all');
    await page.until(`Number(document.querySelector('#tick-count b')?.textContent) > 3`, 'all are ticked');
    return page.read<number>(`Number(document.querySelector('#tick-count b').textContent)`);
  }

  async function importAll(ticked: number) {
    await page.click('document.querySelector("#review")');
    await page.see('h1', `Import ${ticked} people?`);
    await look('Confirmation');
    await press(`Import ${ticked} people`);
    await page.see('h2', 'Person by person');
    await page.see('.sum', `${ticked} imported`);
    await look('Import');
    await press(`Open ${TEAM}`);
    await page.see('h1', TEAM);
    await page.see('main', `${ticked} people`);
    await look('Team');
  }

  async function readHistory(ticked: number) {
    await press('Imports');
    await page.see('h1', 'Imports');
    await page.see('.import-item', `${ticked} imported`);
    await look('Imports');
  }
});
