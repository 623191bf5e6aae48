import { HaloConnector } from '../../src/modules/halo-connector/index.js';
import { credentialsFor, json, startScripted, type Scripted } from './scripted.js';

/** A HaloPSA whose authinfo lies, and a second server that must never be given the secret. */
let halo: HaloConnector;
let server: Scripted;
let elsewhere: Scripted;

beforeEach(async () => {
  [server, elsewhere] = await Promise.all([startScripted(), startScripted()]);
  halo = new HaloConnector({ allow: [server.origin, elsewhere.origin] });
});
afterEach(async () => {
  await halo.close();
  await Promise.all([server.close(), elsewhere.close()]);
});

const sawSecret = ({ requests }: Scripted) =>
  requests.some(({ body }) => body.includes(credentialsFor('').clientSecret.reveal()));
const ask = (baseUrl = server.origin) =>
  halo.listGroups(credentialsFor(baseUrl)).then(
    () => 'accepted',
    (error: unknown) => String(error),
  );

const hostOf = ({ origin }: Scripted) => new URL(origin).host;

describe('an auth_url that hides another host in its path', () => {
  test.each<[string, (own: string, other: string) => unknown]>([
    ['an empty segment, then the host', (own, other) => `${own}//${other}/x`],
    ['the same, in backslashes', (own, other) => `${own}\\\\${other}\\x`],
    ['one of each', (own, other) => `${own}/\\${other}/x`],
    ['a dot segment before it', (own, other) => `${own}/.//${other}/x`],
    ['a parent segment before it', (own, other) => `${own}/a/..//${other}/x`],
    ['an encoded parent segment before it', (own, other) => `${own}/a/%2e%2E//${other}/x`],
    ['three slashes', (own, other) => `${own}///${other}/x`],
    ['a tab between the slashes', (own, other) => `${own}/\t/${other}/x`],
    ['a line break between the slashes', (own, other) => `${own}/\n/${other}/x`],
    ['encoded slashes', (own, other) => `${own}/%2f${other}/x`],
    ['a user before the host', (own, other) => `http://${own.slice(7)}@${other}/auth`],
    ['a user and a password', (own, other) => `http://a:${own.slice(7)}@${other}/auth`],
    ['a backslash before the @', (own, other) => `${own}\\@${other}/auth`],
    ['no scheme', (_own, other) => `//${other}/auth`],
    ['another scheme', (_own, other) => `ftp://${other}/auth`],
    ['the other host itself', (_own, other) => `http://${other}/auth`],
    ['the other host in capitals', (_own, other) => `HTTP://${other}/AUTH`],
    ['the other host with a dot', (_own, other) => `http://${other.replace(':', '.:')}/auth`],
    ['the other host as a number', (_own, other) => `http://2130706433:${other.split(':')[1]}/auth`],
    ['a list', (_own, other) => [`http://${other}/auth`]],
    ['an object that reads as text', (_own, other) => ({ toString: `http://${other}/auth` })],
  ])('%s', async (_name, authUrl) => {
    for (const refusal of [json({}, 404), json({ error: 'invalid_client' }, 401)]) {
      server.on('/auth/token', refusal);
      server.on('/api/authinfo', json({ auth_url: authUrl(server.origin, hostOf(elsewhere)), tenant_id: 'x' }));
      await ask();
      expect(sawSecret(elsewhere)).toBe(false);
      expect(elsewhere.requests).toEqual([]);
    }
  });

  test('at the root of its host the token endpoint is /token, not the host "token"', async () => {
    server.on('/auth/token', json({}, 404));
    server.on('/token', json({ access_token: 'root' }));
    server.on('/api/authinfo', json({ auth_url: `${server.origin}/` }));
    expect(await ask()).toBe('accepted');
    expect(server.to('/token')).toHaveLength(1);
  });
});
