import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Application } from '../../sandbox/index.js';
import { rightForm, type CredentialsSite } from './site.js';

export const WRONG = 'aaaaaaaa-1111-4222-8333-444455556666';

/** What the tests of these pages do again and again. */
export function stepsOf(site: () => CredentialsSite) {
  const psaImport = () => `/teams/${site().teamId}/psa-import`;
  const form = (change: Record<string, string> = {}) => ({ ...rightForm(site().sandbox), ...change });
  const post = (fields: Record<string, string>) =>
    site().admin.post(`${psaImport()}/credentials`).type('form').send(fields);

  /** What the log of the connection got since it had `before` events. */
  async function logged(before = 0) {
    const events = await site().store.readStream(`halo-connection-${site().resellerId}`, { from: before });
    return events.map(({ type, data }) => ({ type, ...(data as object) }));
  }
  const logLength = async () => (await logged()).length;

  async function storedRow() {
    const { resellerId, pool } = site();
    const { rows } = await pool.query('select * from halo_credentials where reseller_id = $1', [resellerId]);
    return rows[0] as Record<string, unknown> | undefined;
  }

  async function startAgain() {
    site().sandbox.faults.clear();
    await site().pool.query('delete from halo_credentials');
  }
  return { psaImport, form, post, logged, logLength, storedRow, startAgain };
}

export const application = ({ clientId, clientSecret }: Application) => ({ clientId, clientSecret });

/** Texts of the fields that were found wrong, and what concerns the whole form under `form`. */
export function errorsIn(html: string): Record<string, string> {
  const fields = [...html.matchAll(/id="(\w+)-error">.*?<span>(.*?)<\/span>/g)].map(([, id, text]) => [id, text]);
  const [, summary = ''] = /There is a problem<\/h2><ul[^>]*>(.*?)<\/ul>/.exec(html) ?? [];
  const whole = [...summary.matchAll(/<li>([^<]+)<\/li>/g)].map(([, text]) => ['form', text]);
  return Object.fromEntries([...fields, ...whole]) as Record<string, string>;
}

export interface OtherHost {
  readonly url: string;
  /** paths that were asked for */
  readonly visits: string[];
  readonly close: () => void;
}

/** A web server that is no HaloPSA. */
export function startWebsite(): Promise<OtherHost> {
  return startHost((_request, response) => void response.end('<h1>A website</h1>'));
}

/** A HaloPSA that has no sign-in of its own, but names another one for it. @param data where what it answers comes from */
export function startResourceServer(
  signsInAt: () => { readonly url: string; readonly tenantId: string },
  data: () => string,
) {
  return startHost((request, response) => {
    const path = request.url ?? '/';
    const { url, tenantId } = signsInAt();
    if (path === '/api/authinfo') {
      response.end(JSON.stringify({ auth_url: `${url}/auth`, tenant_id: tenantId }));
    } else if (path.startsWith('/auth')) response.writeHead(404).end();
    else {
      fetch(new URL(path, data()), { headers: { authorization: request.headers.authorization ?? '' } })
        .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
        .catch(() => response.destroy());
    }
  });
}

async function startHost(answer: NonNullable<Parameters<typeof createServer>[1]>): Promise<OtherHost> {
  const visits: string[] = [];
  const server: Server = createServer((request, response) => {
    visits.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits, close };
}
