import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { PASSWORD } from '../access/portal.js';
import { inBrowser, launchBrowser } from '../support/browser.js';
import { startWholePortal, type WholePortal } from '../support/portal.js';
import { begin, enterCredentials, openPsaImport, signIn, ticksBecome, type Walk } from './walk.js';

inBrowser('when the session has ended', () => {
  let portal: WholePortal;
  let browser: Browser;
  let walk: Walk;

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startWholePortal(), launchBrowser()]);
    const server = (await portal.app.listen(0, '127.0.0.1')) as Server;
    walk = await begin(browser, `http://localhost:${(server.address() as AddressInfo).port}`);
  });
  afterAll(async () => {
    await walk?.close();
    await browser?.close();
    await portal.close();
  });

  test('a tick leads to the sign-in page and is made afterwards; an unknown group’s name stays in its field', async () => {
    const { page } = walk;
    await portal.newTeam('Kites');
    await signIn(walk, portal.people.admin);
    await openPsaImport(walk, 'Kites');
    await enterCredentials(walk, portal);
    const group = page.getByRole('combobox', { name: 'Select Group' });
    await group.fill('Rubber Goose');
    await page.getByRole('button', { name: 'Show people' }).click();
    await page.getByRole('alert').filter({ hasText: 'No group is called “Rubber Goose”.' }).waitFor();
    expect(await group.inputValue()).toBe('Rubber Goose');
    await group.fill('Rubber Duck Debugging School');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show people' }).click();
    await page.locator('#tick-bar').waitFor();
    const address = page.url();

    await page.locator('input[name="tick"]').first().check();
    await ticksBecome(walk, 1);
    await portal.db.pool.query('delete from portal_session');
    await page.locator('input[name="tick"]').nth(1).click();
    await page.getByText('your session has ended').waitFor();
    await walk.look('sign-in with a form that waits');
    await page.getByLabel('Email address').fill(portal.people.admin.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Your last change to the ticks was made again.').waitFor();
    expect(page.url().split('?')[0]).toBe(address);
    expect(await page.locator('input[name="tick"]').nth(1).isChecked()).toBe(true);
    await ticksBecome(walk, 2);
  });
});
