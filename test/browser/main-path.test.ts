import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { addPerson } from '../access/portal.js';
import { inBrowser, launchBrowser } from '../support/browser.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';
import {
  begin,
  confirmTwiceAndWait,
  enterCredentials,
  importsOf,
  numbers,
  openPsaImport,
  signIn,
  sumOf,
  tickCount,
  ticksBecome,
  type Walk,
} from './walk.js';

/** From signing in to the history, as the people of the product go it, in a real browser against the whole portal and its HaloPSA. */
inBrowser('the main path', () => {
  let portal: WholePortal;
  let browser: Browser;
  let base: string;
  const walks: Walk[] = [];

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startWholePortal(), launchBrowser()]);
    const server = (await portal.app.listen(0, '127.0.0.1')) as Server;
    // Browsers send `Sec-Fetch-Site` to localhost, so the origin check works without knowing the port in advance.
    base = `http://localhost:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await Promise.all(walks.splice(0).map(({ close }) => close()));
  });

  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  async function walk(options = {}): Promise<Walk> {
    const begun = await begin(browser, base, options);
    walks.push(begun);
    return begun;
  }

  test('with JavaScript', async () => {
    const admin = await walk();
    const { page, look } = admin;
    const teamId = await portal.newTeam('Paper boats');
    await page.goto('/');
    await look('sign-in');
    await signIn(admin, portal.people.admin);
    await look('Teams');
    await openPsaImport(admin, 'Paper boats');
    await baseUrlFollows(admin);
    await enterCredentials(admin, portal);
    await selectGroupByKeyboard(admin);
    await peopleLoad(admin);
    const ticked = await tickSome(admin);
    await confirmTwiceAndWait(admin, portal, ticked);

    expect(await page.locator('[hx-trigger^=every]').count()).toBe(0);
    const sum = await sumOf(admin);
    expect(sum.slice(0, 2)).toEqual([105, ticked]);
    await page.goBack();
    await page.waitForURL(/\/imports\//);
    await page.getByRole('heading', { name: 'Person by person' }).waitFor();
    expect(await importsOf(portal, teamId)).toBe(1);
    await page.getByRole('link', { name: 'Open Paper boats' }).click();
    await page.getByText(`${ticked} people`).first().waitFor();
    await look('Team');
    expect(admin.complaints).toEqual([]);

    const auditor = await walk();
    await signIn(auditor, portal.people.auditor);
    await readsHistory(auditor, 'Paper boats', sum);
    expect(auditor.complaints).toEqual([]);
  });

  test('without JavaScript', async () => {
    const admin = await walk({ javaScriptEnabled: false });
    const { page, look } = admin;
    const { otherAdmin } = portal.people;
    const teamId = await portal.newTeam('Rubber ducks', undefined, otherAdmin.resellerId);
    await signIn(admin, otherAdmin);
    await look('Teams');
    await openPsaImport(admin, 'Rubber ducks');
    await enterCredentials(admin, portal);

    const slow = portal.sandbox.faults.set({ fault: 'slow', on: 'users', page: 2, ms: 500 });
    await page.getByRole('combobox', { name: 'Select Group' }).selectOption({ label: 'Rubber Duck Debugging School' });
    await page.getByRole('button', { name: 'Show people' }).click();
    await page.getByText('Loading people from HaloPSA').first().waitFor();
    await look('people that load');
    // Without any click: the page polls by itself.
    await page.locator('#tick-bar').waitFor();
    slow();
    await look('people');
    const ticked = await tickWithoutScript(admin);
    await confirmTwiceAndWait(admin, portal, ticked);

    const sum = await sumOf(admin);
    expect(sum.slice(0, 2)).toEqual([101, ticked]);
    await page.goBack();
    await page.waitForURL(/\/imports\//);
    expect(await importsOf(portal, teamId)).toBe(1);
    expect(admin.complaints).toEqual([]);

    const auditor = await walk({ javaScriptEnabled: false });
    await signIn(auditor, await addPerson(portal, 'auditor', { resellerId: otherAdmin.resellerId }));
    await readsHistory(auditor, 'Rubber ducks', sum);
    expect(auditor.complaints).toEqual([]);
  });

  test('a waiting page reports that the portal does not answer, and continues by itself; Skip to Import works', async () => {
    const { page } = await walk();
    const { people, sandbox } = portal;
    await signIn({ page } as Walk, people.admin);
    const agent = page.context().request;
    const form = { tenantId: sandbox.tenantId, clientId: sandbox.clientId, clientSecret: sandbox.clientSecret };
    const psaImport = `${base}/teams/${await portal.newTeam('Kites')}/psa-import`;
    const headers = { 'sec-fetch-site': 'same-origin' };
    await agent.post(`${psaImport}/credentials`, { form: { ...form, baseUrl: sandbox.url }, headers });
    sandbox.faults.set({ fault: 'slow', on: 'users', page: 2, ms: 4_000, times: 1 });
    await page.goto(psaImport);
    await page.getByRole('combobox', { name: 'Select Group' }).fill('Rubber Duck Debugging School');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show people' }).click();
    await page.getByText('Loading people from HaloPSA').first().waitFor();

    await page.route('**/rosters/**', (route) => route.abort());
    await page.getByText('The portal does not answer.').waitFor();
    await page.unroute('**/rosters/**');
    await page.getByText('The portal does not answer.').waitFor({ state: 'hidden' });
    await page.locator('#tick-bar').waitFor();

    await page.getByRole('searchbox').focus();
    const skip = page.getByRole('link', { name: 'Skip to Import' });
    for (let tabs = 0; tabs < 10 && !(await skip.evaluate((link) => link === document.activeElement)); tabs++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').getAttribute('id')).toBe('select-all');
  });

  test('a client admin sees no PSA Import', async () => {
    const { page, look, complaints } = await walk();
    await signIn({ page } as Walk, portal.people.clientAdmin);
    await page.waitForURL(`**/teams/${portal.team}`);
    await look('own Team');
    expect(await page.content()).not.toMatch(/PSA Import|halopsa|\/imports/i);
    for (const path of [`/teams/${portal.team}/psa-import`, '/imports', '/halopsa', '/teams/new']) {
      expect((await page.goto(path))?.status()).toBe(403);
    }
    await look('not allowed');
    expect(complaints).toEqual([]);
  });

  test('on a phone, menus stay on the screen', async () => {
    const admin = await walk({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    const { page, look, complaints } = admin;
    await signIn(admin, portal.people.admin);
    for (const path of ['/teams', `/teams/${portal.team}`]) {
      await page.goto(path);
      const menus = page.locator('details.menu');
      for (let index = 0; index < (await menus.count()); index += 1) {
        await menus.nth(index).locator('summary').click();
        const box = await menus.nth(index).locator('.menu-list').boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
        await page.keyboard.press('Escape');
        expect(await page.locator('details[open]').count()).toBe(0);
      }
      await look(path);
    }
    expect(complaints).toEqual([]);
  });

  /** Until it is overwritten. */
  async function baseUrlFollows({ page }: Walk): Promise<void> {
    const address = page.getByLabel('HaloPSA Base URL');
    const typed = async (tenant: string) => {
      await page.getByLabel('Tenant ID').fill(tenant);
      return address.inputValue();
    };
    expect(await typed('acme')).toBe('https://acme.halopsa.com');
    expect(await typed('Umbrella ')).toBe('https://umbrella.halopsa.com');
    await address.fill('https://psa.umbrella.example');
    expect(await typed('acme')).toBe('https://psa.umbrella.example');
  }

  async function selectGroupByKeyboard({ page, look }: Walk): Promise<void> {
    const group = page.getByRole('combobox', { name: 'Select Group' });
    await group.click();
    await group.pressSequentially('muddy wat');
    await page.getByRole('option', { name: 'Muddy Waters Plumbing' }).click();
    expect(await group.inputValue()).toBe('Muddy Waters Plumbing');

    await group.focus();
    await page.keyboard.type('shipyard');
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['Paper Boat Shipyard']);
    await look('groups, found by typing');
    await page.keyboard.press('Escape');
    expect(await group.inputValue()).toBe('Muddy Waters Plumbing');
    await page.keyboard.type('paper boat');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await group.inputValue()).toBe('Paper Boat Shipyard');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }

  async function peopleLoad({ page, look }: Walk): Promise<void> {
    await page.locator('#tick-bar').waitFor();
    await look('people');
    expect(await page.locator('.people tbody tr').count()).toBe(100);
    const blocked = page.locator('.people tr:has(.red-x)');
    expect(await blocked.count()).toBeGreaterThan(0);
    expect(await blocked.getByRole('checkbox').count()).toBe(0);
    for (const words of await blocked.locator('.red-x').allInnerTexts())
      expect(words).toMatch(/email|address|account/i);
    expect(await page.locator('.people tr:not(:has(.red-x))').getByRole('checkbox').count()).toBe(
      100 - (await blocked.count()),
    );
  }

  /** Ticks one by one, all, none, on another page; the ticks outlive filters and reloads. @returns how many are ticked in the end */
  async function tickSome(admin: Walk): Promise<number> {
    const { page, look } = admin;
    const boxes = page.getByRole('checkbox');
    await boxes.first().click();
    await ticksBecome(admin, 1);
    await boxes.nth(1).focus();
    await page.keyboard.press('Space');
    await ticksBecome(admin, 2);
    expect(await page.evaluate('document.activeElement.id')).toBe(await boxes.nth(1).getAttribute('id'));
    await page.getByText('Ticked', { exact: false }).first().click();
    await page.waitForURL(/show=ticked/);
    expect(await boxes.count()).toBe(2);
    await look('people, filtered');
    await page.getByLabel('Find by name, email or site').fill('nobody is called this');
    await page.keyboard.press('Enter');
    await page.getByText('No one found').waitFor();
    await page.getByRole('link', { name: 'Show everyone' }).click();

    const [all] = numbers(await page.getByRole('button', { name: 'Select all' }).innerText());
    await page.getByRole('button', { name: 'Select all' }).click();
    await ticksBecome(admin, all ?? NaN);
    await page.getByRole('button', { name: 'Next' }).first().click();
    await page.getByText('101–105 of 105').first().waitFor();
    await ticksBecome(admin, all ?? NaN);
    await boxes.and(page.locator(':checked')).first().click();
    const left = (all ?? NaN) - 1;
    await ticksBecome(admin, left);
    await page.reload();
    await ticksBecome(admin, left);
    return left;
  }

  async function tickWithoutScript(admin: Walk): Promise<number> {
    const { page } = admin;
    expect((await tickCount(admin)).ticked).toBe(0);
    await page.getByRole('checkbox').nth(0).check();
    await page.getByRole('checkbox').nth(3).check();
    await page.getByRole('button', { name: 'Next' }).first().click();
    await page.getByText('101–101 of 101').first().waitFor();
    await ticksBecome(admin, 2);
    await page.reload();
    await ticksBecome(admin, 2);
    await page.getByRole('button', { name: 'Select all' }).click();
    const [all] = numbers(await page.getByRole('button', { name: 'Select all' }).innerText());
    await ticksBecome(admin, all ?? NaN);
    await page.getByRole('button', { name: 'Previous' }).first().click();
    await page.getByRole('checkbox').and(page.locator(':checked')).first().uncheck();
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await ticksBecome(admin, (all ?? NaN) - 1);
    return (all ?? NaN) - 1;
  }

  async function readsHistory(auditor: Walk, team: string, sum: readonly number[]): Promise<void> {
    const { page, look } = auditor;
    expect(await page.content()).not.toContain('PSA Import');
    await page.getByRole('link', { name: 'Imports' }).click();
    await page.getByRole('heading', { name: 'Imports' }).waitFor();
    await look('imports');
    await page.getByRole('link', { name: ` into ${team}, ` }).click();
    await page.getByRole('heading', { level: 1, name: ` into ${team}, ` }).waitFor();
    expect(await sumOf(auditor)).toEqual(sum);
    await page.getByRole('link', { name: /^Rejected/ }).click();
    await page.waitForURL(/outcome=rejected/);
    const outcomes = await page.locator('td.outcome').allInnerTexts();
    expect(outcomes.length).toBe(sum[2]);
    for (const words of outcomes) expect(words).toMatch(/^Rejected: .{10}/);
    await look('people who were rejected');
    await page.getByRole('link', { name: 'HaloPSA', exact: true }).click();
    await page
      .getByText(/people of .* loaded for/)
      .first()
      .waitFor();
    await look('the connection and its log');
  }
});
