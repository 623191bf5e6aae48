import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { inBrowser, launchBrowser } from '../support/browser.js';
import { hardPages } from './sample-names.js';
import { samplePages } from './sample-pages.js';
import { serveSamples, type SampleServer } from './serve-samples.js';

/** `npm run screenshots`: not a check, but pictures to look at. */
const FOLDER = 'screenshots';
const WIDTHS = [390, 853, 1440];
const SCHEMES = ['light', 'dark'] as const;
const pages = { ...samplePages, ...hardPages };
const wanted = Object.keys(pages).filter((name) => name.includes(process.env['SHOTS'] ?? ''));

inBrowser('screenshots', () => {
  let server: SampleServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([serveSamples(pages), launchBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  test.each(SCHEMES)(
    'every page, %s',
    async (colorScheme) => {
      await mkdir(FOLDER, { recursive: true });
      const page = await browser.newPage({ colorScheme });
      for (const name of wanted) {
        await page.goto(`${server.base}/${name}`);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await page.screenshot({ path: join(FOLDER, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        }
      }
      await page.close();
      process.stderr.write(`${wanted.length * WIDTHS.length} pictures, ${colorScheme}, are in ${FOLDER}/\n`);
    },
    900_000,
  );
});
