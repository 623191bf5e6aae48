import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../src/event-store/index.js';
import { appendLast } from '../event-store/support.js';
import { connectionStream, usersLoaded, usersNotLoaded } from '../../src/modules/credentials/index.js';
import { ConnectionWriter } from '../../src/modules/credentials/connection-writer.js';
import { startCredentialsSite, type CredentialsSite } from './site.js';
import { stepsOf } from './steps.js';
import { PATIENCE_MS } from '../support/patience.js';

let site: CredentialsSite;
const { form, post, logLength } = stepsOf(() => site);

beforeAll(async () => {
  site = await startCredentialsSite();
  await post(form()).expect(303);
});
afterAll(() => site.close());

describe('the log at /halopsa', () => {
  test('shows admins and auditors who did what for which Team, newest first, page by page', async () => {
    const connection = site.app.get(ConnectionWriter, { strict: false });
    const metadata = {
      ...{ resellerId: site.resellerId, correlationId: randomUUID() },
      actor: { id: site.adminId, role: 'admin' } as const,
    };
    const group = { kind: 'client', id: 12, name: 'Acme Anvils & Sons' } as const;
    const load = { rosterId: randomUUID(), teamId: site.teamId, group, metadata };
    for (let n = 0; n < 48; n++) await connection.recordGroupsNotLoaded(load, 'timed-out', []);
    const append = (event: NewEvent) => appendLast(site.store, connectionStream(site.resellerId), [event]);
    await append(usersLoaded(load, { announced: 50, received: 48 }));
    await append(usersNotLoaded(load, 'credentials-removed'));
    await site.runner.waitFor(await site.store.head(), PATIENCE_MS);

    const first = (await site.auditor.get('/halopsa').expect(200)).text;
    expect(first).toContain(`Connected to <bdi>${new URL(site.sandbox.url).host}</bdi>`);
    expect(first).not.toContain('/halopsa/remove');
    expect(first).toContain(`for <a href="/teams/${site.teamId}"><bdi>Northwind</bdi></a>`);
    expect(first).toContain('The admin');
    const linesOf = (text: string) =>
      text
        .slice(text.indexOf('id="log-title"'))
        .replace(/<\/?bdi[^>]*>/g, '')
        .match(
          /Groups not loaded|(?:People|\b48 people) of “Acme[^<]*? loaded|\b\d+ groups loaded|Credentials for .*? stored/g,
        );
    expect(linesOf(first)).toEqual([
      ...['People of “Acme Anvils &amp; Sons” not loaded', '48 people of “Acme Anvils &amp; Sons” loaded'],
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

  test.each(['', '\0', 'x'.repeat(5_000), '%', '{}'])('an invalid cursor (%j) does no harm', async (before) => {
    await site.admin.get('/halopsa').query({ before }).expect(200);
  });
});

describe('who may not read it', () => {
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
  test('a client admin cannot open PSA Import, not even in their own Team, and an auditor only reads the log', async () => {
    for (const [method, path] of [...routes(site.clientsTeamId), ...connection]) {
      await site.client[method](path).type('form').send(form()).expect(403);
      await site.auditor[method](path).type('form').send(form()).expect(403);
    }
    await site.client.get('/halopsa').expect(403);
  });

  test('a Team of another reseller, an unknown one and an archived one have no PSA Import', async () => {
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
