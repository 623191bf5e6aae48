import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import chromium from '@sparticuz/chromium';
import type { AxeResults } from 'axe-core';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { renderToString } from 'preact-render-to-string';
import { assetFiles } from '../../src/views/assets.js';
import { samplePages } from './sample-pages.js';

/**
 * Every page in every state, in a real browser, under the portal's content security policy: axe finds nothing, text has a contrast of 7:1, and
 * nothing is wider than the screen. Colours are those of light and dark; the narrow screen is that of a small phone.
 */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'";
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const executablePath =
  process.env['CHROME_PATH'] ?? (process.platform === 'linux' && process.arch === 'x64' ? 'packaged' : undefined);
const inBrowser = executablePath === undefined && !process.env['CI'] ? describe.skip : describe;

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
    // With one process for all, closing a page can end the browser; and its web security stays on.
    const args = chromium.args.filter((arg) => !/single-process|no-zygote|disable-web-security/.test(arg));
    browser = await playwright.launch({
      executablePath: executablePath === 'packaged' ? await chromium.executablePath() : (executablePath ?? ''),
      args: [...args, '--no-sandbox'],
    });
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
        findings(
          context.newPage(),
          names.filter((_, index) => index % 3 === lane),
        ),
      ),
    );
    await context.close();
    expect(found.flat()).toEqual([]);
  });

  async function findings(opening: Promise<Page>, names: readonly string[]): Promise<string[]> {
    const page = await opening;
    const found: string[] = [];
    let name = '';
    page.on('pageerror', (error) => found.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) found.push(`${name}: ${message.text()}`);
    });
    for (name of names) {
      await page.goto(`${base}/${name}`);
      found.push(...(await look(page)).map((finding) => `${name}: ${finding}`));
    }
    return found;
  }

  async function look(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const { violations, wide } = (await page.evaluate(
      `axe.run({ resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } } })
        .then(({ violations }) => ({ violations, wide: document.documentElement.scrollWidth - innerWidth }))`,
    )) as Pick<AxeResults, 'violations'> & { wide: number };
    const seen = violations.map(
      ({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html.slice(0, 100)).join(' and ')}`,
    );
    return wide > 0 ? [...seen, `${wide} px too wide`] : seen;
  }
});
