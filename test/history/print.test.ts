import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { inBrowser, launchBrowser } from '../support/browser.js';
import { startHistorySite, type HistorySite } from './site.js';
import { metadataOf } from './support.js';

inBrowser('an import on paper', () => {
  let site: HistorySite;
  let browser: Browser;
  beforeAll(async () => void ([site, browser] = await Promise.all([startHistorySite(), launchBrowser()])));
  afterAll(async () => {
    await browser?.close();
    await site.close();
  });

  test('fits A4 sheets, with everyone in one table, in any colour scheme', async () => {
    const people = Array.from({ length: 250 }, (_, n) => (n % 5 === 0 ? ('already-has-account' as const) : null));
    const teamId = await site.newTeam('Acme & Sons');
    const id = await site.newImport({
      teamId,
      metadata: metadataOf(site.resellerId, site.adminId),
      people,
      end: 'completed',
    });
    const server = (await site.app.listen(0, '127.0.0.1')) as Server;
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const page = await browser.newPage({ colorScheme: 'dark' });
    const html = (await site.auditor.get(`/imports/${id}/print`).expect(200)).text;
    await page.route('**/imports/*/print', (route) => route.fulfill({ body: html, contentType: 'text/html' }));
    await page.goto(`${origin}/imports/${id}/print`);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const text = pdf.toString('latin1');
    const sheets = text.match(/\/MediaBox \[[^\]]+\]/g) ?? [];
    expect(sheets.length).toBeGreaterThan(4);
    expect(new Set(sheets)).toEqual(new Set([sheets[0]]));
    // A4 in points
    expect(sheets[0]).toMatch(/\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    expect(await page.locator('.print-rows tbody tr').count()).toBe(250);
    // The page numbers alone are set in the reader's sans-serif font: everything else is in Inter, which a PDF has without a base font.
    expect(text).toMatch(/\/BaseFont \//);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
