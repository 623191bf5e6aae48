import type { Browser, Page } from 'playwright-core';
import { findings, inBrowser, launchBrowser, noteComplaints } from '../support/browser.js';
import { samplePages } from './sample-pages.js';
import { serveSamples, type SampleServer } from './serve-samples.js';

/**
 * Every page in every state, in a real browser, under the portal's content security policy: axe finds nothing, text has a contrast of 7:1, and
 * nothing is wider than the screen. Colours are those of light and dark; the narrow screen is that of a small phone.
 */
const looks = {
  'wide and light': { viewport: { width: 1280, height: 860 }, colorScheme: 'light' },
  'narrow and dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
} as const;

inBrowser('in a browser', () => {
  let server: SampleServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await serveSamples(samplePages);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  test.each(Object.entries(looks))('axe finds no fault on any page, %s', async (_name, look) => {
    const context = await browser.newContext(look);
    const names = Object.keys(samplePages);
    // Several pages at a time: most of it is waiting.
    const found = await Promise.all(
      [0, 1, 2].map((lane) =>
        findingsOf(
          context.newPage(),
          names.filter((_, index) => index % 3 === lane),
        ),
      ),
    );
    await context.close();
    expect(found.flat()).toEqual([]);
  });

  async function findingsOf(opening: Promise<Page>, names: readonly string[]): Promise<string[]> {
    const page = await opening;
    const found: string[] = [];
    noteComplaints(page, found);
    for (const name of names) {
      await page.goto(`${server.base}/${name}`);
      found.push(...(await findings(page)).map((finding) => `${name}: ${finding}`));
    }
    return found;
  }
});
