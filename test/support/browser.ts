import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import type { AxeResults } from 'axe-core';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';

/** The packaged Chromium is made for Linux on x64. Elsewhere CHROME_PATH names one. */
const executable =
  process.env['CHROME_PATH'] ?? (process.platform === 'linux' && process.arch === 'x64' ? 'packaged' : undefined);
const NONE = `There is no Chromium for ${process.platform}-${process.arch} here: set CHROME_PATH to the program of a Chrome or Chromium.`;

if (executable === undefined && !process.env['CI']) {
  process.stderr.write(`\nTests in a browser are skipped. ${NONE}\n`);
}

/** `describe`, or a reported skip if there is no browser. With CI set, that is a failure. */
export const inBrowser = executable === undefined && !process.env['CI'] ? describe.skip : describe;

export async function launchBrowser(): Promise<Browser> {
  if (executable === undefined) throw new Error(NONE);
  // With one process for all, closing a page can end the browser; and its web security stays on.
  const args = chromium.args.filter((arg) => !/single-process|no-zygote|disable-web-security/.test(arg));
  return playwright.launch({
    executablePath: executable === 'packaged' ? await chromium.executablePath() : executable,
    args: [...args, '--no-sandbox'],
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rows are rendered by one function, so checking the first ones of a long table is enough, and seconds faster. */
const MOST_ROWS = `{ include: [['html']], exclude: [['tbody tr:nth-child(n+30)']] }`;

/**
 * What is wrong with the page that is shown: what axe finds, with text at 7:1, and how much wider than the screen it is.
 * @param allowed rules of axe that do not count here
 */
export async function findings(page: Page, allowed: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe);
  const { violations, wide } = (await page.evaluate(
    `axe.run(${MOST_ROWS}, { resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } } })
      .then(({ violations }) => ({ violations, wide: document.documentElement.scrollWidth - innerWidth }))`,
  )) as Pick<AxeResults, 'violations'> & { wide: number };
  const counting = violations.filter(({ id }) => !allowed.includes(id));
  const seen = counting.map(({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html.slice(0, 100)).join(' and ')}`);
  return wide > 0 ? [...seen, `${wide} px too wide`] : seen;
}

/** Records the errors of a page: uncaught ones, and those on the console, which include violations of the content security policy. */
export function noteComplaints(page: Page, into: string[]): void {
  page.on('pageerror', (error) => into.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // That a form came back is an answer, not a fault; the browser has no other word for it.
    const expected = /server responded with a status of (403|404|409|422) /.test(message.text());
    const isPolicy = /Content Security Policy/i.test(message.text());
    if (isPolicy || (message.type() === 'error' && !expected)) into.push(`${page.url()}: ${message.text()}`);
  });
}
