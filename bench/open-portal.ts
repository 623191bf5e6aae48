import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { createPortal } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { PortalUsers } from '../src/modules/access/index.js';

/** Requests a page on behalf of a reseller. @throws Error if it does not exist, or is not up to date */
export type Get = (resellerId: string, path: string) => Promise<void>;

/** The whole portal behind a port, and for each reseller an admin who is signed in on a connection that stays open. */
export async function openPortal(pool: pg.Pool, resellers: readonly string[]) {
  const config = readConfig({ DEMO: 'off', LOG_LEVEL: 'error', DATA_DIR: '.data/bench' });
  const secretsKeyring = JSON.stringify({ bench: randomBytes(32).toString('base64') });
  const authSecret = 'a secret for the bench, long enough as it is';
  const app = await createPortal({ config: { ...config, secretsKeyring }, pool, authSecret });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = asker(agent, port, config.origin);
  const cookies = new Map<string, string>();
  const users = app.get(PortalUsers, { strict: false });
  for (const id of resellers) cookies.set(id, await signIn(users, id, ask));
  const get: Get = async (resellerId, path) => {
    const { status, text } = await ask('GET', path, { cookie: cookies.get(resellerId) ?? '' });
    if (status !== 200 || text.includes('catching up')) throw new Error(`${path} answered ${status}`);
  };
  const close = async () => {
    agent.destroy();
    await app.close();
  };
  return { get, close };
}

type Ask = ReturnType<typeof asker>;

export function asker(agent: Agent, port: number, origin: string) {
  return (method: string, path: string, headers: Record<string, string>, body?: string) =>
    new Promise<{ status: number | undefined; cookie: string | undefined; text: string }>((done, failed) => {
      const sent = request(
        { agent, port, host: '127.0.0.1', method, path, headers: { origin, ...headers } },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
          answer.on('end', () => done({ status: answer.statusCode, cookie, text })).on('error', failed);
        },
      );
      sent.on('error', failed).end(body);
    });
}

async function signIn(users: PortalUsers, resellerId: string, ask: Ask): Promise<string> {
  const [email, password] = [`admin-${randomUUID()}@bench.example`, randomUUID()];
  await users.addReseller({ id: resellerId, name: 'Bench' });
  await users.addUser({ name: 'Admin', email, password, role: 'admin', resellerId });
  const form = new URLSearchParams({ email, password }).toString();
  const { cookie } = await ask('POST', '/sign-in', { 'content-type': 'application/x-www-form-urlencoded' }, form);
  if (!cookie) throw new Error('The admin could not sign in.');
  return cookie;
}
