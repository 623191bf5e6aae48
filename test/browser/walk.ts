import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD, type Person } from '../access/portal.js';
import { findings, noteComplaints } from '../support/browser.js';
import type { WholePortal } from '../support/portal.js';
import { PATIENCE_MS } from '../support/patience.js';

/** A person with a browser of their own. */
export interface Walk {
  readonly page: Page;
  /** everything wrong that was seen on the way: has to be empty at the end */
  readonly complaints: string[];
  /** looks the page over, as axe does */
  readonly look: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Pages with progress reload by themselves; they have no other content. */
const REFRESHES = ['meta-refresh'];
const NOW_FOR_SOON = 'window.setTimeout = (work, ms = 0) => { if (ms < 50) Promise.resolve().then(work); return 1; }';

export async function begin(browser: Browser, baseURL: string, options: BrowserContextOptions = {}): Promise<Walk> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  noteComplaints(page, complaints);
  const look = async (name: string) => {
    // A page without scripts can be inspected too, but its timers do not run, and axe defers its work with a timer.
    const withoutScript = options.javaScriptEnabled === false;
    const found = async () => {
      if (withoutScript) await page.evaluate(NOW_FOR_SOON);
      return findings(page, withoutScript ? REFRESHES : []);
    };
    complaints.push(...(await undisturbed(found)).map((finding) => `${name}: ${finding}`));
  };
  return { page, complaints, look, close: () => context.close() };
}

/** A page that waits loads itself again, perhaps in the middle of a look at it: then the look is taken again. */
async function undisturbed<T>(look: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await look();
    } catch (error) {
      if (tries === 5 || !/Execution context was destroyed/.test(String(error))) throw error;
    }
  }
}

export async function signIn({ page }: Walk, { email }: Person): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/teams'));
}

/** Teams → Action → PSA Import. */
export async function openPsaImport({ page }: Walk, team: string): Promise<void> {
  const row = page.getByRole('row', { name: team });
  await row.locator('summary').click();
  await row.getByRole('link', { name: 'PSA Import' }).click();
  await page.getByLabel('Tenant ID').waitFor();
}

/** What is needed to connect to the sandbox, a wrong secret first: the form comes back with everything but the secret. */
export async function enterCredentials(walk: Walk, { sandbox }: WholePortal): Promise<void> {
  const { page } = walk;
  await page.getByLabel('Tenant ID').fill(sandbox.tenantId);
  await page.getByLabel('Client ID').fill(sandbox.clientId);
  await page.getByLabel('HaloPSA Base URL').fill(sandbox.url);
  await page.getByLabel('Client Secret').fill('not-the-secret');
  await page.getByRole('button', { name: 'Load Groups' }).click();
  await page.locator('.field.wrong').waitFor();

  const message = 'HaloPSA did not accept the Client ID and Client Secret';
  expect(await page.locator('#clientSecret').getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator('.field.wrong').textContent()).toContain(message);
  expect(await page.getByRole('alert').textContent()).toContain(message);
  expect(await page.getByLabel('Tenant ID').inputValue()).toBe(sandbox.tenantId);
  expect(await page.getByLabel('Client ID').inputValue()).toBe(sandbox.clientId);
  expect(await page.getByLabel('HaloPSA Base URL').inputValue()).toBe(sandbox.url);
  expect(await page.getByLabel('Client Secret').inputValue()).toBe('');
  expect(await page.content()).not.toContain('not-the-secret');
  await walk.look('credentials that were refused');

  await page.getByLabel('Client Secret').fill(sandbox.clientSecret);
  await page.getByRole('button', { name: 'Load Groups' }).click();
  await page.getByRole('combobox', { name: 'Select Group' }).waitFor();
  await walk.look('groups');
}

export interface TickCount {
  readonly ticked: number;
  readonly importable: number;
}

/** "12 of 61 ticked", which is always in view. */
export async function tickCount({ page }: Walk): Promise<TickCount> {
  const [ticked, importable] = numbers(await page.locator('#tick-count').innerText());
  return { ticked: ticked ?? NaN, importable: importable ?? NaN };
}

export async function ticksBecome(walk: Walk, ticked: number): Promise<void> {
  await walk.page.locator('#tick-count b', { hasText: new RegExp(`^${ticked}$`) }).waitFor();
}

/** The numbers of the first sum on the page. @returns [listed, imported, rejected, already in this Team, left out] */
export async function sumOf({ page }: Walk): Promise<number[]> {
  const sum = numbers(await page.locator('.sum').first().innerText());
  const [listed, ...parts] = sum;
  expect(parts.reduce((all, part) => all + part, 0)).toBe(listed);
  return sum;
}

export const numbers = (text: string) =>
  [...text.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replace(/,/g, '')));

/** Holds every import before it decides on a person, as if many were at it, until `release` is called. */
export async function holdImports({ db }: WholePortal): Promise<{ release: () => Promise<void> }> {
  const holder = await db.pool.connect();
  await holder.query('begin; lock table email_claim in exclusive mode');
  const release = async () => {
    await holder.query('rollback');
    holder.release();
  };
  return { release };
}

/** The confirmation, pressed twice as people do, then the progress, then the sum. */
export async function confirmTwiceAndWait(walk: Walk, portal: WholePortal, ticked: number): Promise<void> {
  const { page } = walk;
  await page.getByRole('button', { name: 'Import ' }).last().click();
  await page.getByRole('heading', { name: `Import ${ticked} people?` }).waitFor();
  await walk.look('confirmation');
  const held = await holdImports(portal);
  try {
    await page.getByRole('button', { name: `Import ${ticked} people` }).dblclick();
    await page.waitForURL(/\/imports\//);
    await page.locator('#import-progress', { hasText: 'Importing' }).waitFor();
    await walk.look('import that runs');
  } finally {
    await held.release();
  }
  await page.getByRole('heading', { name: 'Person by person' }).waitFor();
  await walk.look('import that has ended');
}

/** How many imports a Team has had: a double click must not make two. */
export async function importsOf({ db }: WholePortal, teamId: string): Promise<number> {
  const { rows } = await db.pool.query('select count(*)::int as n from import_summary where team_id = $1', [teamId]);
  return rows[0]?.n;
}
