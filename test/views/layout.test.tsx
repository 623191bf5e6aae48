import type { Browser, Page } from 'playwright-core';
import { inBrowser, launchBrowser } from '../support/browser.js';
import { brokenWords, focused, tooWide } from './in-page.js';
import { hardPages } from './sample-names.js';
import { samplePages } from './sample-pages.js';
import { serveSamples, type SampleServer } from './serve-samples.js';

/** How pages are laid out at every width: no short word is broken, no page is wider than its screen, and nothing covers the focus. */
const pages = { ...samplePages, ...hardPages };
const names = Object.keys(pages);
const widths = [390, 641, 794, 853, 961, 1280, 1440];

interface Focused {
  readonly name: string;
  readonly covered: boolean;
  readonly y: number;
}

inBrowser('layout in a browser', () => {
  let server: SampleServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await serveSamples(pages);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function open(height: number, name = ''): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height } });
    if (name) await page.goto(`${server.base}/${name}`);
    return page;
  }

  /** At each width. */
  async function laidOut(page: Page, name: string): Promise<string[]> {
    const found: string[] = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const seen = [...(await page.evaluate<string[]>(tooWide)), ...(await page.evaluate<string[]>(brokenWords))];
      found.push(...seen.map((each) => `${name} at ${width}: ${each}`));
    }
    return found;
  }

  test('no short word is broken and no page is wider than its screen', async () => {
    // Several pages at a time: most of it is waiting.
    const lanes = [0, 1, 2].map(async (lane) => {
      const page = await open(900);
      const found: string[] = [];
      for (const name of names.filter((_, index) => index % 3 === lane)) {
        await page.goto(`${server.base}/${name}`);
        found.push(...(await laidOut(page, name)));
      }
      await page.close();
      return found;
    });
    expect((await Promise.all(lanes)).flat()).toEqual([]);
  }, 400_000);

  /** Until the focus has left the page. */
  async function tabThrough(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
    const covered: string[] = [];
    let steps = 0;
    for (; steps < 300; steps += 1) {
      await page.keyboard.press(key);
      const now = await page.evaluate<Focused | null>(focused);
      if (now === null) break;
      if (now.covered) covered.push(`${key}: ${now.name} at ${now.y}`);
    }
    expect(steps).toBeGreaterThan(5);
    return covered;
  }

  test.each([
    ['hard-roster', 1280],
    ['hard-roster', 853],
    ['hard-roster', 390],
    ['hard-team', 1280],
    ['hard-teams', 1280],
    ['hard-import', 1280],
  ])('nothing covers the focus on %s at %i px', async (name, width) => {
    const page = await open(560, name);
    await page.setViewportSize({ width, height: 560 });
    const covered = [...(await tabThrough(page, 'Tab')), ...(await tabThrough(page, 'Shift+Tab'))];
    await page.close();
    expect(covered).toEqual([]);
  });
});
