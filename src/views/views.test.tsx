import { render } from 'preact-render-to-string';
import { samplePages } from '../../test/views/sample-pages.js';
import { admin, clientAdmin, northwind, someMembers } from '../../test/views/samples.js';
import { assetFiles } from './assets.js';
import { CredentialsForm } from '../modules/credentials/credentials-form/credentials-form.js';
import { ErrorFragment } from './errors/error-page.js';
import { RosterPage } from '../modules/rosters/people/roster-page.js';
import { RosterProgress } from '../modules/rosters/load/roster-progress.js';
import type { RosterProgressState } from '../modules/rosters/roster-types.js';
import { Page } from './layout/page.js';
import { TeamPage } from '../modules/teams/members/team-page.js';

const pages = Object.entries(samplePages).map(([name, page]) => [name, render(page)] as const);

test('pages name only files that are served', () => {
  const served = new Set(assetFiles.map(({ url }) => url));
  const named = pages.flatMap(([, html]) => [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? ''));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((url) => !served.has(url))).toEqual([]);
});

test.each(pages)('%s contains nothing that the content security policy forbids', (_name, html) => {
  expect(html).not.toMatch(/<style|<script(?! src)|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals="js:/i);
});

test.each(pages)('%s has unique ids, and labels, hints and errors that refer to one', (_name, html) => {
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const named = [...html.matchAll(/(?:\sfor|aria-describedby|aria-labelledby|href)="(#?[^"/]+)"/g)]
    .filter(([whole, value]) => !whole.startsWith('href') || value?.startsWith('#'))
    .flatMap((match) => (match[1] ?? '').replace('#', '').split(' '));
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

test('a client admin sees neither PSA Import nor the history', () => {
  const team = { ...northwind, archived: false };
  for (const members of [someMembers, []]) {
    const html = render(
      <TeamPage
        visitor={clientAdmin}
        team={team}
        members={members}
        total={members.length}
        q=""
        page={{ at: null, next: null }}
      />,
    );
    expect(html).not.toMatch(/psa.import|\/imports|\/halopsa|href="\/teams"/i);
    expect(html).toContain('Add person');
  }
});

test('the form repeats the typed values, and never the secret', () => {
  const html = render(
    <CredentialsForm
      visitor={admin}
      team={northwind}
      values={{ tenantId: 'acme', clientId: 'an-id', baseUrl: 'https://psa.acme.example' }}
      replacing
      fault="wrong-credentials"
    />,
  );
  expect(html).toMatch(/<input[^>]*id="clientSecret"[^>]*>/);
  expect(/<input[^>]*id="clientSecret"[^>]*>/.exec(html)?.[0]).not.toContain('value=');
  for (const typed of ['acme', 'an-id', 'https://psa.acme.example']) expect(html).toContain(`value="${typed}"`);
  expect(html).toMatch(/id="clientSecret-error"[^]*HaloPSA did not accept/);
});

test('the list of people has the fields that its form sends', () => {
  const flags = { inactive: false, serviceAccount: false, generalUser: false, technician: false, prospect: false };
  const row = { name: '', email: null, site: null, ...flags };
  const html = render(
    <RosterPage
      visitor={admin}
      team={northwind}
      group={{ value: 'client:1', name: '<b>' }}
      rosterId="r"
      rows={[
        { ...row, haloId: 5, blocked: null, ticked: true },
        { ...row, haloId: 7, blocked: 'no-email', ticked: false },
      ]}
      counts={{ listed: 2, importable: 1, selectAll: 1, blocked: 1, ticked: 1 }}
      show="all"
      q=""
      site=""
      order={{ by: 'email', desc: false }}
      these={null}
      range={{ from: 1, to: 2, of: 9, size: 100 }}
      at="100-3"
      previous="0"
      next="200-7"
      last="last"
    />,
  );
  expect(html).toContain('name="shown" value="5,7"');
  expect(html.match(/name="tick"/g)).toHaveLength(1);
  const actions = [...html.matchAll(/name="action" value="([^"]+)"/g)].map((match) => match[1]);
  // Enter in the search field presses the first button.
  const pages = ['page:0', 'page:0', 'page:200-7', 'page:last'];
  const sorts = ['sort:verdict', 'sort:name', 'sort:-email', 'sort:site'];
  const tools = ['select-all:1', 'clear-all:1', 'review'];
  expect(actions).toEqual(['filter', ...pages, ...sorts, ...sorts, ...pages, ...tools]);
  expect(html).not.toContain('<b></h1>');
});

test('without JavaScript a waiting page reloads by itself', () => {
  expect(
    render(
      <Page title="x" refreshSeconds={2}>
        x
      </Page>,
    ),
  ).toContain('<noscript><meta http-equiv="refresh" content="2"');
  expect(render(<Page title="x">x</Page>)).not.toContain('http-equiv');
});

test('the hint about choosing people is below a loading list, and not below a failed one', () => {
  const next = 'you choose the people next';
  const part = (progress: RosterProgressState) =>
    render(
      <RosterProgress rosterId="r" team={northwind} group={{ value: 'client-1', name: 'Acme' }} progress={progress} />,
    );
  const numbers = { received: 800, announced: 2_500 };
  expect(part({ state: 'loading', ...numbers, secondsLeft: 17 })).toContain(next);
  expect(part({ state: 'waiting', ...numbers, until: new Date(), why: 'rate-limited' })).toContain(next);
  expect(part({ state: 'failed', ...numbers, fault: 'halo-error', canGoOn: true })).not.toContain(next);
});

test('an error in the corner of a page says what its number is for', () => {
  const html = render(<ErrorFragment status={409} title="Not now" message="Later." correlationId="some-id" />);
  expect(html).toMatch(/If you ask for help, name this number: <code[^>]*>some-id</);
});

test('a page that is catching up does not say that an ended import goes on', () => {
  const html = new Map(pages).get('import-cancelled');
  expect(html).toContain('This page is catching up.');
  expect(html).not.toContain('The import goes on');
});
