import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { assetFiles } from '../../src/views/assets.js';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'";

export interface SampleServer {
  /** http://127.0.0.1:port; a page stands at /<its name> */
  readonly base: string;
  readonly close: () => void;
}

/** Serves pages by name, with the files they refer to, under the portal's content security policy. */
export async function serveSamples(pages: Readonly<Record<string, VNode>>): Promise<SampleServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1).replace(/\?.*/, '');
    const file = assetFiles.find(({ url }) => url === `/${path}`);
    if (file)
      return void response
        .writeHead(200, { 'Content-Type': file.type, 'Cache-Control': 'max-age=3600' })
        .end('text' in file.content ? file.content.text : readFileSync(file.content.path));
    const page = pages[path];
    if (!page) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy });
    response.end(`<!doctype html>${renderToString(page)}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
