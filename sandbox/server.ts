import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { apiAnswer } from './api.js';
import type { ApiSetting } from './api-request.js';
import { controlAnswer, faultOfHeader } from './control.js';
import type { FaultControl, FaultRule } from './faults.js';
import { fromOwnMachine } from './own-machine.js';
import { pageOf } from './paging.js';
import { Query } from './query.js';
import type { RateWindow } from './rate-window.js';
import type { RequestLog } from './request-log.js';
import { belowPath, route } from './routes.js';
import { reset, send } from './send.js';
import { spoiled } from './spoil.js';
import { tokenAnswer, type TokenSetting } from './token-endpoint.js';
import type { Call, RateLimit } from './types.js';
import { html, json, type Answer } from './wire.js';

export interface Setting {
  readonly api: ApiSetting;
  readonly token: TokenSetting;
  /** '' or `/halo` */
  readonly path: string;
  readonly authUrl: string | undefined;
  readonly rateLimit: RateLimit | 'off';
  readonly window: RateWindow;
  readonly faults: FaultControl;
  readonly requests: RequestLog;
  readonly clock: () => number;
  /** Stops listening for this many milliseconds. */
  readonly refuseFor: (ms: number) => void;
}

interface Asked {
  readonly call: Call;
  readonly id: number;
  readonly url: URL;
  readonly query: Query;
  readonly body: string;
}

/** Time limits for receiving a complete request. In milliseconds. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 2_000 };
const LARGEST_BODY = 64 * 1024;

export function createSandboxServer(setting: Setting) {
  return createServer({ ...PATIENCE, keepAliveTimeout: 60_000 }, (req, res) => {
    respond(req, res, setting).catch((error: unknown) => {
      if (res.headersSent) return reset(res);
      void send(res, json(500, { error: String(error) }), null);
    });
  });
}

async function respond(req: IncomingMessage, res: ServerResponse, setting: Setting): Promise<void> {
  const url = new URL(`http://sandbox${req.url?.startsWith('/') ? req.url : '/'}`);
  const body = await bodyOf(req);
  if (/^\/sandbox(\/|$)/i.test(url.pathname)) {
    if (!fromOwnMachine(req))
      return send(res, json(403, { error: 'only from this machine, and not from other pages' }), null);
    return send(res, controlAnswer(req.method ?? '', url.pathname, body, setting.faults, setting.requests), null);
  }
  const asked: Asked = {
    ...route(belowPath(url.pathname, setting.path)),
    url,
    query: new Query(url.searchParams),
    body,
  };
  const limited = asked.call === 'outside' ? null : setting.window.take();
  const wish = faultOfHeader(req);
  if (typeof wish === 'string') return send(res, json(422, { error: wish }), null);
  const fault = limited ? null : (wish ?? setting.faults.take(asked.call, pageOf(asked.query)));
  const answer = limited ?? answerOf(req, asked, fault, setting);
  const spoilt = fault ? spoiled(answer, fault, setting.rateLimit) : answer;
  log(req, asked, fault, spoilt, setting);
  if (fault?.fault === 'refused') {
    setting.refuseFor(fault.ms ?? 10_000);
    return reset(res);
  }
  await send(res, spoilt, fault);
}

function answerOf(req: IncomingMessage, asked: Asked, fault: FaultRule | null, setting: Setting): Answer {
  const method = req.method ?? 'GET';
  switch (asked.call) {
    case 'outside':
      if (belowPath(asked.url.pathname, setting.path) === undefined) return html(404, 'Not found', 'Another web site.');
      return html(200, 'Sandbox', '<div id="root">This would be the sign-in page of a HaloPSA.</div>');
    case 'authinfo':
      return json(200, {
        auth_url: setting.authUrl ?? `http://${req.headers.host ?? 'localhost'}${setting.path}/auth`,
        tenant_id: setting.token.tenant || undefined,
      });
    case 'token':
      if (method !== 'POST') return json(405, { error: 'invalid_request' });
      return tokenAnswer(req.headers, asked.query, asked.body, setting.token);
    default:
      return apiAnswer({ ...asked, method, path: asked.url.pathname, headers: req.headers, fault }, setting.api);
  }
}

function log(req: IncomingMessage, asked: Asked, fault: FaultRule | null, answer: Answer, setting: Setting): void {
  const silent = ['timeout', 'reset', 'refused'].includes(fault?.fault ?? '');
  setting.requests.add({
    at: setting.clock(),
    call: asked.call,
    method: req.method ?? '',
    path: asked.url.pathname,
    query: asked.query.toObject(),
    status: silent ? 0 : answer.status,
    fault: fault?.fault ?? null,
  });
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
