import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { Application, FaultRule } from '../../sandbox/index.js';
import { CredentialUseLog } from '../../src/modules/credentials/index.js';
import { rightForm, startCredentialsSite, type CredentialsSite } from './site.js';

let site: CredentialsSite;
/** what the website was asked for */
const visits: string[] = [];
const WRONG = 'aaaaaaaa-1111-4222-8333-444455556666';
const website = createServer((request, response) => {
  visits.push(request.url ?? '');
  response.end('<h1>A website</h1>');
});
/** A HaloPSA that has no sign-in of its own, but names the sandbox for it. */
const resource = createServer((request, response) => {
  const path = request.url ?? '/';
  if (path === '/api/authinfo') {
    response.end(JSON.stringify({ auth_url: `${site.sandbox.url}/auth`, tenant_id: site.sandbox.tenantId }));
  } else if (path.startsWith('/auth')) response.writeHead(404).end();
  else {
    fetch(new URL(path, site.sandbox.url), { headers: { authorization: request.headers.authorization ?? '' } })
      .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
      .catch(() => response.destroy());
  }
});
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
let websiteUrl: string;

beforeAll(async () => {
  for (const server of [website, resource]) {
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  }
  websiteUrl = urlOf(website);
  site = await startCredentialsSite([websiteUrl, urlOf(resource), 'http://127.0.0.1:9']);
});
afterAll(async () => {
  await site.close();
  for (const server of [website, resource]) {
    server.closeAllConnections();
    server.close();
  }
});
beforeEach(async () => {
  site.sandbox.faults.clear();
  await site.pool.query('delete from halo_credentials');
});

const psaImport = () => `/teams/${site.teamId}/psa-import`;
const form = (change: Record<string, string> = {}) => ({ ...rightForm(site.sandbox), ...change });
const post = (fields: Record<string, string>, agent = site.admin) =>
  agent.post(`${psaImport()}/credentials`).type('form').send(fields);

/** Texts of the fields that were found wrong, and what concerns the whole form under `form`. */
function errorsIn(html: string): Record<string, string> {
  const fields = [...html.matchAll(/id="(\w+)-error">.*?<span>(.*?)<\/span>/g)].map(([, id, text]) => [id, text]);
  const [, summary = ''] = /There is a problem<\/h2><ul>(.*?)<\/ul>/.exec(html) ?? [];
  const whole = [...summary.matchAll(/<li>([^<]+)<\/li>/g)].map(([, text]) => ['form', text]);
  return Object.fromEntries([...fields, ...whole]) as Record<string, string>;
}

/** What the log of the connection got since it had `before` events. */
async function logged(before = 0) {
  const events = await site.store.readStream(`halo-connection-${site.resellerId}`, { from: before });
  return events.map(({ type, data }) => ({ type, ...(data as object) }));
}
const logLength = async () => (await logged()).length;

async function storedRow() {
  const { rows } = await site.pool.query('select * from halo_credentials where reseller_id = $1', [site.resellerId]);
  return rows[0] as Record<string, unknown> | undefined;
}

type Change = (site: CredentialsSite) => Record<string, string>;

const application = ({ clientId, clientSecret }: Application) => ({ clientId, clientSecret });

const faulty =
  (rule: FaultRule): Change =>
  ({ sandbox }) => {
    sandbox.faults.set(rule);
    return {};
  };

describe('the first time', () => {
  test('the form asks in the words of the guide', async () => {
    const { text } = await site.admin.get(psaImport()).expect(200);
    for (const label of ['Tenant ID', 'Client ID', 'Client Secret', 'HaloPSA Base URL', 'Load Groups']) {
      expect(text).toContain(label);
    }
    expect(text).toContain('Northwind');
  });

  test('right credentials are stored, sealed, with the groups, and the log says so', async () => {
    const before = await logLength();
    const answer = await post(form({ baseUrl: `${site.sandbox.url}/api/` })).expect(303);
    expect(answer.headers['location']).toBe(`${psaImport()}?done=credentials-stored`);

    const row = await storedRow();
    expect(row).toMatchObject({ base_url: site.sandbox.url, tenant_id: 'sandbox', stored_by: site.adminId });
    const events = await logged(before);
    const { fingerprint } = row as { fingerprint: string };
    expect(events).toEqual([
      {
        type: 'HaloCredentialsStored',
        ...{ teamId: site.teamId, baseUrl: site.sandbox.url, tenantId: 'sandbox' },
        ...{ clientId: site.sandbox.clientId, fingerprint },
      },
      { type: 'GroupsLoaded', teamId: site.teamId, groups: expect.any(Number) as number },
    ]);

    const asked = site.sandbox.requests.count();
    const page = await site.admin.get(answer.headers['location'] as string).expect(200);
    expect(page.text).toContain('Select Group');
    expect(page.text).toContain('value="client-');
    expect(page.text).toContain(new URL(site.sandbox.url).host);
    expect(page.text).toContain('The admin');
    expect(site.sandbox.requests.count()).toBe(asked);
  });
});

describe('what HaloPSA does not accept', () => {
  test.each<[string, Change, string, RegExp, string]>([
    ['a wrong secret', () => ({ clientSecret: WRONG }), 'clientSecret', /did not accept/, 'wrong-credentials'],
    ['a wrong client id', () => ({ clientId: randomUUID() }), 'clientSecret', /did not accept/, 'wrong-credentials'],
    ['a wrong tenant', () => ({ tenantId: 'nobody' }), 'clientSecret', /Check the Tenant ID too/, 'wrong-credentials'],
    ...(
      [
        [
          'a tenant without a host',
          { tenantId: 'nowhere', baseUrl: '' },
          'tenantId',
          /no server at this/,
          'unknown-host',
        ],
        [
          'the same, filled in',
          { tenantId: 'nowhere', baseUrl: 'https://nowhere.halopsa.com' },
          'tenantId',
          /no server/,
          'unknown-host',
        ],
        ['a custom domain without a host', { baseUrl: 'psa.example' }, 'baseUrl', /no server/, 'unknown-host'],
        ['plain http', { baseUrl: 'http://psa.example' }, 'baseUrl', /begins with https/, 'address-not-allowed'],
        [
          'an address of the own network',
          { baseUrl: 'https://10.0.0.7' },
          'baseUrl',
          /does not connect/,
          'address-not-allowed',
        ],
        [
          'a name for one',
          { baseUrl: 'https://private.example' },
          'baseUrl',
          /does not connect/,
          'address-not-allowed',
        ],
        [
          'the cloud’s own address',
          { baseUrl: 'https://169.254.169.254/api' },
          'baseUrl',
          /does not connect/,
          'address-not-allowed',
        ],
        ['a host that refuses', { baseUrl: 'http://127.0.0.1:9' }, 'baseUrl', /could not be reached/, 'unreachable'],
      ] as const
    ).map(([name, change, ...rest]): [string, Change, string, RegExp, string] => [name, () => change, ...rest]),
    [
      'a host that is no HaloPSA',
      () => ({ baseUrl: websiteUrl }),
      'baseUrl',
      /did not answer as HaloPSA/,
      'not-halopsa',
    ],
    [
      'a scope that is missing',
      ({ sandbox }) => application(sandbox.applications.withoutCustomers),
      'form',
      /read:customers/,
      'not-permitted',
    ],
    [
      'an agent who may not',
      ({ sandbox }) => application(sandbox.applications.notAnAgent),
      'form',
      /login type Agent/,
      'not-permitted',
    ],
    ['no answer', faulty({ fault: 'timeout', on: 'clients' }), 'form', /did not answer in time/, 'timed-out'],
    ['too many requests', faulty({ fault: 'http-429', on: 'clients' }), 'form', /no more requests/, 'rate-limited'],
    ['maintenance', faulty({ fault: 'http-503' }), 'form', /error of its own/, 'halo-error'],
    ['half an answer', faulty({ fault: 'cut-off', on: 'clients' }), 'form', /not a list/, 'bad-answer'],
  ])('%s', async (_name, change, field, message, reason) => {
    const before = await logLength();
    const sent = form(change(site));
    const { text } = await post(sent).expect(422);
    expect(Object.keys(errorsIn(text))).toEqual([field]);
    expect(errorsIn(text)[field]).toMatch(message);
    for (const typed of [sent.tenantId, sent.clientId, sent.baseUrl || sent.tenantId]) {
      expect(text).toContain(`value="${typed}"`);
    }
    expect(text).not.toContain(sent.clientSecret);
    expect(await logged(before)).toEqual([{ type: 'GroupsNotLoaded', teamId: site.teamId, reason }]);
    expect(await storedRow()).toBeUndefined();
  });

  test('what cannot be tried at all is said on its field, and HaloPSA is not asked', async () => {
    const before = await logLength();
    const asked = site.sandbox.requests.count();
    const { text } = await post({ tenantId: '', clientId: '', clientSecret: '', baseUrl: 'ftp://psa.example' }).expect(
      422,
    );
    expect(Object.keys(errorsIn(text)).toSorted()).toEqual(['baseUrl', 'clientId', 'clientSecret']);
    await post({}).expect(422);
    await post(form({ clientId: 'x'.repeat(5_000), clientSecret: 'y'.repeat(5_000) })).expect(422);
    expect(await logLength()).toBe(before);
    expect(site.sandbox.requests.count()).toBe(asked);
  });

  test('an agent who sees nothing is no error: the page explains the empty list', async () => {
    await post(form(application(site.sandbox.applications.blindAgent))).expect(303);
    const { text } = await site.admin.get(psaImport()).expect(200);
    expect(text).toContain('HaloPSA shows no groups');
  });

  test('wrong credentials leave the stored ones as they are', async () => {
    await post(form()).expect(303);
    const row = await storedRow();
    await post(form({ clientSecret: WRONG })).expect(422);
    expect(await storedRow()).toEqual(row);
  });
});

describe('another address to sign in at', () => {
  test('gets the secret only after the admin has agreed to it, and is remembered', async () => {
    const baseUrl = urlOf(resource);
    const asks = () => site.sandbox.requests.count('token');
    const before = asks();
    const { text } = await post(form({ baseUrl })).expect(422);
    expect(errorsIn(text)).toEqual({ baseUrl: expect.stringContaining('signs in at another address') as string });
    expect(text).toContain(`name="allowSignInHost" value="${site.sandbox.url}"`);
    expect(asks()).toBe(before);

    await post(form({ baseUrl, allowSignInHost: site.sandbox.url })).expect(303);
    expect(asks()).toBe(before + 1);
    expect(await storedRow()).toMatchObject({ base_url: baseUrl, sign_in_origin: site.sandbox.url });
    await site.admin.post(`${psaImport()}/groups`).expect(303);
  });
});

describe('with stored credentials', () => {
  beforeEach(async () => {
    await post(form()).expect(303);
  });
  const forget = () => site.pool.query(`update halo_group_snapshot set loaded_at = now() - interval '11 minutes'`);
  const loadAgain = (agent = site.admin) => agent.post(`${psaImport()}/groups`);

  test('groups that are older than ten minutes are asked for by the page itself, and by a button without scripts', async () => {
    await forget();
    const { text } = await site.admin.get(psaImport()).expect(200);
    expect(text).toContain(`hx-post="${psaImport()}/groups"`);
    expect(text).toContain('hx-trigger="load"');
    expect(text).not.toContain('value="client-');

    const before = await logLength();
    const part = await loadAgain().set('HX-Request', 'true').set('HX-Request-Type', 'partial').expect(200);
    expect(part.text).toMatch(/^<section id="groups"/);
    expect(part.text).toContain('value="client-');
    expect(part.headers['vary']).toContain('HX-Request');
    const groups = expect.any(Number) as number;
    expect(await logged(before)).toEqual([{ type: 'GroupsLoaded', teamId: site.teamId, groups }]);

    await forget();
    const answer = await loadAgain().expect(303);
    expect(answer.headers['location']).toBe(psaImport());
    expect((await site.admin.get(psaImport())).text).toContain('value="client-');
  });

  test('when they do not load, the part says why without scripts and with them, and offers to try again', async () => {
    await forget();
    site.sandbox.faults.set({ fault: 'http-500' });
    const before = await logLength();
    const part = await loadAgain().set('HX-Request', 'true').set('HX-Request-Type', 'partial').expect(200);
    expect(part.text).toMatch(/^<section id="groups"/);
    expect(part.text).toContain('The groups could not be loaded.');
    expect(part.text).not.toContain('hx-trigger="load"');
    const page = await loadAgain().expect(422);
    expect(page.text).toContain('<!doctype html>');
    expect(page.text).toContain('The groups could not be loaded.');
    const refused = { type: 'GroupsNotLoaded', teamId: site.teamId, reason: 'halo-error' };
    expect(await logged(before)).toEqual([refused, refused]);
  });

  test('inactive groups and every name are shown as they are, and no markup of theirs', async () => {
    const { text } = await site.admin.get(psaImport()).expect(200);
    expect(text).toContain('Bankrupt Balloon Works (inactive)');
    expect(text).toContain('&lt;Angle> &amp; &quot;Brackets&quot; Ltd');
    expect(text).toContain('三日月商店');
  });

  test('the form to replace them shows everything but the secret', async () => {
    const { text } = await site.admin.get(`${psaImport()}/credentials`).expect(200);
    expect(text).toContain(`value="${site.sandbox.clientId}"`);
    expect(text).toContain(`value="${site.sandbox.url}"`);
    expect(text).toContain('Leave it empty to keep the stored one');
    expect(text).not.toContain(site.sandbox.clientSecret);
  });

  test('an empty secret keeps the stored one, and stores nothing anew', async () => {
    const [row, before] = [await storedRow(), await logLength()];
    await post(form({ clientSecret: '', baseUrl: `${site.sandbox.url}/auth` })).expect(303);
    expect(await storedRow()).toEqual(row);
    expect(await logged(before)).toMatchObject([{ type: 'GroupsLoaded' }]);
  });

  test.each([
    ['Base URL', () => ({ baseUrl: websiteUrl })],
    ['Client ID', () => ({ clientId: site.sandbox.applications.blindAgent.clientId })],
    ['Tenant ID', () => ({ tenantId: 'other' })],
  ])('with another %s the stored secret goes nowhere', async (_name, change) => {
    const [row, before] = [await storedRow(), await logLength()];
    visits.length = 0;
    const { text } = await post(form({ ...change(), clientSecret: '' })).expect(422);
    expect(errorsIn(text)).toEqual({
      clientSecret: expect.stringContaining('Enter the Client Secret again') as string,
    });
    expect([await storedRow(), await logLength(), visits]).toEqual([row, before, []]);
  });

  test('other credentials replace them, and the groups of the old ones are gone with them', async () => {
    const { fingerprint, version } = (await storedRow()) as { fingerprint: string; version: string };
    await post(form(application(site.sandbox.applications.blindAgent))).expect(303);
    const row = await storedRow();
    expect(row?.['fingerprint']).not.toBe(fingerprint);
    expect(row?.['version']).not.toBe(version);
    const { text } = await site.admin.get(psaImport()).expect(200);
    expect(text).not.toContain('value="client-');
  });

  test('they are removed after a question, and the next import asks for them again', async () => {
    expect((await site.admin.get('/halopsa/remove').expect(200)).text).toContain(new URL(site.sandbox.url).host);
    const before = await logLength();
    const answer = await site.admin.post('/halopsa/remove').expect(303);
    expect(answer.headers['location']).toBe('/halopsa?done=credentials-removed');
    expect(await logged(before)).toEqual([{ type: 'HaloCredentialsRemoved', teamId: null }]);
    const page = await site.admin.get('/halopsa').expect(200);
    expect(page.text).toContain('Not connected to HaloPSA');
    expect(page.text).toContain('Credentials removed');
    expect((await site.admin.get(psaImport())).text).toContain('name="clientSecret"');

    // A second click, and everything that needs credentials now.
    await site.admin.post('/halopsa/remove').expect(303);
    expect((await site.admin.get('/halopsa/remove').expect(303)).headers['location']).toBe('/halopsa');
    expect((await loadAgain().expect(303)).headers['location']).toBe(psaImport());
    expect(await logLength()).toBe(before + 1);
    expect((await site.pool.query('select from halo_group where reseller_id = $1', [site.resellerId])).rowCount).toBe(
      0,
    );
  });

  test('another reseller has its own, or none', async () => {
    const { text } = await site.stranger.get(`/teams/${site.strangersTeamId}/psa-import`).expect(200);
    expect(text).toContain('name="clientSecret"');
    expect(text).not.toContain(site.sandbox.clientId);
    expect((await site.stranger.get('/halopsa').expect(200)).text).toContain('Not connected to HaloPSA');
    await site.stranger.post('/halopsa/remove').expect(303);
    expect(await storedRow()).toBeDefined();
  });

  test('the secret is in no page, no event, no row and no line of the log', async () => {
    const { clientSecret } = site.sandbox;
    await post(form({ clientSecret: `${clientSecret}-typo` })).expect(422);
    const pages = [psaImport(), `${psaImport()}/credentials`, '/halopsa', '/halopsa/remove'];
    const shown = await Promise.all(pages.map(async (path) => (await site.admin.get(path).expect(200)).text));
    const tables = ['event', 'outbox', 'halo_credentials', 'connection_log'].map((table) =>
      site.pool.query<{ row: string }>(`select row_to_json(t)::text as row from ${table} t`),
    );
    const rows = (await Promise.all(tables)).flatMap((result) => result.rows.map(({ row }) => row));
    expect(rows.length).toBeGreaterThan(3);
    expect(site.log.length).toBeGreaterThan(3);
    expect([...shown, ...rows, ...site.log].filter((text) => text.includes(clientSecret))).toEqual([]);
  });
});

describe('the log at /halopsa', () => {
  test('tells who did what for which Team, newest first, page by page, to admin and auditor', async () => {
    await post(form()).expect(303);
    const uses = site.app.get(CredentialUseLog, { strict: false });
    const metadata = {
      ...{ resellerId: site.resellerId, correlationId: randomUUID() },
      actor: { id: site.adminId, role: 'admin' } as const,
    };
    const group = { kind: 'client', id: 12, name: 'Acme Anvils & Sons' } as const;
    const load = { rosterId: randomUUID(), teamId: site.teamId, group, metadata };
    for (let n = 0; n < 48; n++) await uses.recordGroupsNotLoaded(load, 'timed-out');
    await uses.recordUsersLoaded(load, { announced: 50, received: 48 });
    await uses.recordUsersNotLoaded(load, 'credentials-removed');
    // A load that is tried again after a crash records nothing twice.
    await uses.recordUsersLoaded(load, { announced: 50, received: 48 });
    await site.runner.waitFor(await site.store.head(), 10_000);

    const first = (await site.auditor.get('/halopsa').expect(200)).text;
    expect(first).toContain(`Connected to ${new URL(site.sandbox.url).host}`);
    expect(first).not.toContain('/halopsa/remove');
    expect(first).toContain(`for <a href="/teams/${site.teamId}">Northwind</a>`);
    expect(first).toContain('The admin');
    const linesOf = (text: string) =>
      text.match(/Groups not loaded|[^>]*? of Acme[^<]*? loaded|\d+ groups loaded|Credentials for .*? stored/g);
    expect(linesOf(first)).toEqual([
      ...['People of Acme Anvils &amp; Sons not loaded', '48 people of Acme Anvils &amp; Sons loaded'],
      ...Array<string>(48).fill('Groups not loaded'),
    ]);
    expect(first).toContain('HaloPSA had announced 50.');

    const [, older = ''] = /href="(\/halopsa\?before=[^"]+)"/.exec(first) ?? [];
    const second = (await site.auditor.get(older).expect(200)).text;
    expect(linesOf(second)?.slice(0, 2)).toEqual([
      ...['47 groups loaded', `Credentials for ${new URL(site.sandbox.url).host} stored`],
    ]);
    expect((await site.stranger.get('/halopsa').expect(200)).text).not.toMatch(/oups (not )?loaded/);
  });

  test.each(['', '\0', 'x'.repeat(5_000), '%', '{}'])('a cursor that is none (%j) does no harm', async (before) => {
    await site.admin.get('/halopsa').query({ before }).expect(200);
  });
});

describe('who may not', () => {
  const routes = (teamId: string): ['get' | 'post', string][] => [
    ['get', `/teams/${teamId}/psa-import`],
    ['get', `/teams/${teamId}/psa-import/credentials`],
    ['post', `/teams/${teamId}/psa-import/credentials`],
    ['post', `/teams/${teamId}/psa-import/groups`],
  ];
  const connection: ['get' | 'post', string][] = [
    ['get', '/halopsa/remove'],
    ['post', '/halopsa/remove'],
  ];
  beforeEach(async () => {
    await post(form()).expect(303);
  });

  test('a client admin comes to none of it, in the own Team neither; an auditor reads the log only', async () => {
    for (const [method, path] of [...routes(site.clientsTeamId), ...connection]) {
      await site.client[method](path).type('form').send(form()).expect(403);
      await site.auditor[method](path).type('form').send(form()).expect(403);
    }
    await site.client.get('/halopsa').expect(403);
  });

  test('the Team of another reseller, one that is none, and one that is archived', async () => {
    const archived = await site.newTeam('Archived');
    await site.admin.post(`/teams/${archived}/archive`).expect(303);
    const before = await logLength();
    for (const [teamId, status] of [
      ...([
        [site.strangersTeamId, 404],
        [randomUUID(), 404],
        ['none', 404],
      ] as const),
      [archived, 409],
    ] as const) {
      for (const [method, path] of routes(teamId))
        await site.admin[method](path).type('form').send(form()).expect(status);
    }
    expect(await logLength()).toBe(before);
  });
});
