import type { Browser, Page } from 'playwright-core';
import { inBrowser, launchBrowser } from '../support/browser.js';
import { samplePages } from './sample-pages.js';
import { serveSamples, type SampleServer } from './serve-samples.js';

/** With forced colours, the current item is still distinguishable, and nothing is invisible. */
inBrowser('in forced colours', () => {
  let server: SampleServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await serveSamples(samplePages);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, forcedColors: 'active' });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** The position and painting of an element, as one text. */
  const look = (selector: string, pseudo = '') =>
    page.evaluate<string>(`(() => {
      const style = getComputedStyle(document.querySelector(${JSON.stringify(selector)}), ${JSON.stringify(pseudo)} || undefined);
      const { color, backgroundColor, borderBlockEndColor, borderBlockEndWidth, outlineStyle } = style;
      return [color, backgroundColor, borderBlockEndColor, borderBlockEndWidth, outlineStyle].join(' ');
    })()`);

  const ground = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');

  test.each([
    ['the current section', 'roster', '.sections a[aria-current]', '.sections a:not([aria-current])'],
    ['the chosen filter', 'roster', '.segments :checked + span', '.segments input:not(:checked) + span'],
    ['the current outcome', 'import-completed', '.segments a[aria-current]', '.segments a:not([aria-current])'],
  ])('%s looks different from the others', async (_what, name, current, other) => {
    await page.goto(`${server.base}/${name}`);
    const colors = (text: string) => text.split(' ').slice(0, -2).join(' ');
    expect(colors(await look(current))).not.toBe(colors(await look(other)));
  });

  test('a chip has an edge, and a ticked row has a mark besides its tick', async () => {
    await page.goto(`${server.base}/roster`);
    expect(await look('.chip')).toMatch(/solid$/);
    const edge = await page.evaluate<string>(
      `getComputedStyle(document.querySelector('.people tr:has(:checked) > :first-child')).borderInlineStartWidth`,
    );
    expect(edge).toBe('4px');
  });

  test('a red X is painted in the colour of text', async () => {
    await page.goto(`${server.base}/roster`);
    const painted = await page.evaluate<string>(`getComputedStyle(document.querySelector('.red-x .icon')).color`);
    expect(painted).not.toBe(await ground());
  });

  test('progress has an edge', async () => {
    await page.goto(`${server.base}/import-running`);
    expect(await look('progress')).toContain('1px');
  });

  test('the focused element has a ring', async () => {
    await page.goto(`${server.base}/roster`);
    for (const selector of ['.sections a', '.people [type=checkbox]', '#review']) {
      await page.locator(selector).first().focus();
      await page.keyboard.press('Shift');
      const ring = await page.evaluate<string>(`getComputedStyle(document.activeElement).outlineStyle`);
      expect([selector, ring]).toEqual([selector, 'solid']);
    }
    await page.getByRole('searchbox').focus();
    const isOnChoice = () => page.evaluate<boolean>(`document.activeElement.matches('.segments input')`);
    for (let steps = 0; steps < 5 && !(await isOnChoice()); steps++) await page.keyboard.press('Tab');
    expect(await look('.segments :focus-visible + span')).toMatch(/solid$/);
  });
});
