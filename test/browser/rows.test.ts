import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { browserOf } from '../access/portal.js';
import { AdminAtWork } from '../support/admin-at-work.js';
import { inBrowser, launchBrowser } from '../support/browser.js';
import { startWholePortal, until, type WholePortal } from '../support/portal.js';
import { begin, signIn, ticksBecome, type Walk } from './walk.js';

inBrowser('the rows of a list of people', () => {
  let portal: WholePortal;
  let browser: Browser;
  let walk: Walk;
  let list: string;

  beforeAll(async () => {
    portal = await startWholePortal({ clients: [{ name: 'Many', people: 120, dirt: 'none' }] });
    list = await new AdminAtWork(portal, await browserOf(portal, portal.people.admin)).load('Many');
    browser = await launchBrowser();
    const server = (await portal.app.listen(0, '127.0.0.1')) as Server;
    walk = await begin(browser, `http://localhost:${(server.address() as AddressInfo).port}`);
    await signIn(walk, portal.people.admin);
  });
  afterAll(async () => {
    await walk?.close();
    await browser?.close();
    await portal?.close();
  });
  beforeEach(async () => {
    await portal.db.pool.query('update roster_person set ticked = false where roster_id = $1', [list]);
    await portal.db.pool.query('update roster set ticked = 0 where id = $1', [list]);
    await walk.page.goto(`/rosters/${list}`);
  });

  const rows = () => walk.page.locator('.people tbody tr');
  const box = (n: number) => rows().nth(n).getByRole('checkbox');
  const stored = async () => {
    const sql = 'select halo_id from roster_person where roster_id = $1 and ticked order by name_key, halo_id';
    return (await portal.db.pool.query<{ halo_id: string }>(sql, [list])).rows.map(({ halo_id }) => halo_id);
  };

  test('the row is the target, but not while text is marked in it', async () => {
    await rows().nth(3).locator('.email').click();
    await ticksBecome(walk, 1);
    expect(await box(3).isChecked()).toBe(true);
    await rows().nth(4).locator('.email bdi').dblclick();
    await rows().nth(5).locator('.email').click();
    const wanted = String(await Promise.all([3, 5].map((n) => box(n).inputValue())));
    await until(async () => String(await stored()) === wanted, 'only the two rows that were clicked are ticked');
    expect(await box(4).isChecked()).toBe(false);
    const email = (await rows().nth(7).locator('.email bdi').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await walk.page.mouse.move(email.x + 2, email.y + 5);
    await walk.page.mouse.down();
    await walk.page.mouse.move(email.x + email.width - 2, email.y + 5, { steps: 4 });
    await walk.page.mouse.up();
    expect(await walk.page.evaluate(() => String(getSelection()))).not.toBe('');
    expect(await box(7).isChecked()).toBe(false);
  });

  test('Shift and a click tick, and clear, a range with one request', async () => {
    const sent: string[] = [];
    walk.page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
    await box(2).click();
    await ticksBecome(walk, 1);
    await rows()
      .nth(9)
      .locator('.row-title')
      .click({ modifiers: ['Shift'] });
    await ticksBecome(walk, 8);
    await box(5).click({ modifiers: ['Shift'] });
    await ticksBecome(walk, 3);
    expect(sent.map((path) => path.replace(`/rosters/${list}/`, '').replace(/\d+/, '1'))).toEqual([
      'ticks/1',
      'ticks',
      'ticks',
    ]);
    expect(await stored()).toHaveLength(3);
  });

  test('Shift and the arrows tick a range, which is saved when Shift is released', async () => {
    const { page } = walk;
    await box(1).focus();
    await page.keyboard.down('Shift');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
    expect(await stored()).toEqual([]);
    await page.keyboard.up('Shift');
    await ticksBecome(walk, 3);
    expect(await Promise.all([0, 1, 2, 3, 4].map((n) => box(n).isChecked()))).toEqual([false, true, true, true, false]);
    expect(await stored()).toHaveLength(3);
  });

  test('a search while typing keeps the caret, the order and the ticks, and a range in it is saved', async () => {
    const { page } = walk;
    await page.getByRole('button', { name: 'Name' }).first().click();
    await page.waitForURL(/sort=-name/);
    const text = (await rows().nth(30).locator('.row-title bdi').textContent()) ?? '';
    await box(30).click();
    await page.getByRole('searchbox').pressSequentially(text);
    await page.waitForURL(/[?&]q=/);
    await rows().nth(5).waitFor({ state: 'detached' });
    expect(await page.getByRole('searchbox').inputValue()).toBe(text);
    expect(page.url()).toContain('sort=-name');
    expect(await rows().filter({ hasText: text }).getByRole('checkbox').first().isChecked()).toBe(true);
    await walk.look('a search while typing');
    expect(walk.complaints).toEqual([]);
  });

  test('a search that was read before a tick was saved does not take the tick away', async () => {
    const { page } = walk;
    let answers = 0;
    await page.route(/[?&]q=/, async (route) => {
      const answer = await route.fetch();
      if (answers++ === 0) {
        await box(0).click();
        await until(async () => (await stored()).length === 1, 'the tick is stored');
      }
      await route.fulfill({ response: answer });
    });
    const id = await box(0).inputValue();
    await page.getByRole('searchbox').fill('example');
    await until(async () => answers === 2, 'the search is asked again');
    await page.waitForURL(/[?&]q=example/);
    expect(await page.locator(`#tick-${id}`).isChecked()).toBe(true);
    await page.unroute(/[?&]q=/);
  });
});
