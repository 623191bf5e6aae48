import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { renderToString } from 'preact-render-to-string';
import { assetFiles } from '../../src/views/assets.js';
import { findings, inBrowser, launchBrowser, noteComplaints } from '../support/browser.js';
import { samplePages } from './sample-pages.js';

/**
 * Every page in every state, in a real browser, under the portal's content security policy: axe finds nothing, text has a contrast of 7:1, and
 * nothing is wider than the screen. Colours are those of light and dark; the narrow screen is that of a small phone.
 */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'";
const looks = {
  'wide and light': { viewport: { width: 1280, height: 860 }, colorScheme: 'light' },
  'narrow and dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
} as const;

inBrowser('in a browser', () => {
  let server: Server;
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = (request.url ?? '').slice(1);
      const file = assetFiles.find(({ url }) => url === `/${path}`);
      if (file)
        return void response
          .writeHead(200, { 'Content-Type': file.type, 'Cache-Control': 'max-age=3600' })
          .end(readFileSync(file.path));
      const page = samplePages[path];
      if (!page) return void response.writeHead(404).end();
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy });
      response.end(`<!doctype html>${renderToString(page)}`);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  });

  test.each(Object.entries(looks))('every page, %s', async (_name, look) => {
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
      await page.goto(`${base}/${name}`);
      found.push(...(await findings(page)).map((finding) => `${name}: ${finding}`));
    }
    return found;
  }
});
