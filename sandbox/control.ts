import type { IncomingMessage } from 'node:http';
import { FAULTS, parseRule, type FaultControl } from './faults.js';
import type { RequestLog } from './request-log.js';
import { withoutLastSlashes } from './routes.js';
import { CALLS } from './types.js';
import { json, type Answer } from './wire.js';

/** `/sandbox/…` is not part of HaloPSA: it controls a running sandbox. These requests are neither counted nor rate limited. */
export function controlAnswer(
  method: string,
  path: string,
  body: string,
  faults: FaultControl,
  requests: RequestLog,
): Answer {
  const what = withoutLastSlashes(path.toLowerCase());
  if (what === '/sandbox/faults') return faultsAnswer(method, body, faults);
  if (what === '/sandbox/requests' && method === 'GET') {
    return json(200, Object.fromEntries(CALLS.map((call) => [call, requests.count(call)])));
  }
  return json(404, { error: 'here are GET, POST and DELETE /sandbox/faults, and GET /sandbox/requests' });
}

/** The fault that a request asks for in its header `x-sandbox-fault`; an error message if the header cannot be parsed. */
export function faultOfHeader(req: IncomingMessage): ReturnType<typeof parseRule> | null {
  const header = req.headers['x-sandbox-fault'];
  return typeof header === 'string' ? parseRule(header) : null;
}

function faultsAnswer(method: string, body: string, faults: FaultControl): Answer {
  switch (method) {
    case 'GET':
      return json(200, { on: faults.list(), available: FAULTS });
    case 'POST': {
      const rule = parseRule(body);
      if (typeof rule === 'string') return json(422, { error: rule });
      faults.set(rule);
      return json(201, { on: faults.list() });
    }
    case 'DELETE':
      faults.clear();
      return json(200, { on: [] });
    default:
      return json(405, { error: 'GET, POST or DELETE' });
  }
}
