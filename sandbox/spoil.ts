import type { FaultRule } from './faults.js';
import { refusedToken } from './api.js';
import { tooMany } from './rate-window.js';
import type { RateLimit } from './types.js';
import { html, netError, text, type Answer } from './wire.js';

/** The answer that a fault replaces the real one with; the real one if the fault does not concern the content. */
export function spoiled(answer: Answer, rule: FaultRule, rateLimit: RateLimit | 'off'): Answer {
  switch (rule.fault) {
    case 'http-400':
      return refusedToken(400, 'The access token expired');
    case 'http-401':
      return refusedToken(401, 'Authorization has been denied for this request.');
    case 'http-403':
      return netError(403, 'System.UnauthorizedAccessException', 'You do not have permission to access this resource.');
    case 'http-404':
      return text(404, 'The resource cannot be found.');
    case 'http-429':
    case 'http-429-compressed':
      return tooMany(rateLimit, rule.retryAfter);
    case 'http-500':
      return netError(
        500,
        'System.Data.SqlClient.SqlException',
        'Timeout expired. The timeout period elapsed prior to completion.',
      );
    case 'http-502':
      return html(502, 'Bad Gateway', '<p>The server received an answer that it could not use.</p>');
    case 'http-503':
      return maintenance(rule.retryAfter);
    case 'proxy-401':
      return html(401, 'Sign in to the network', '<p>Your network wants to know who you are.</p>');
    case 'proxy-403':
      return html(403, 'Attention Required!', '<p>This website is using a security service to protect itself.</p>');
    case 'html':
      return html(200, 'Sign in', '<div id="root"></div>');
    case 'redirect':
      return {
        status: 302,
        headers: { location: rule.location ?? 'http://169.254.169.254/latest/meta-data/' },
        body: '',
      };
    default:
      return { ...answer, body: spoiledBody(answer.body, rule) };
  }
}

function maintenance(retryAfterSeconds: number | undefined): Answer {
  const page = html(503, 'Down for maintenance', '<p>We are updating this service. Please come back later.</p>');
  if (retryAfterSeconds === undefined) return page;
  return { ...page, headers: { ...page.headers, 'retry-after': String(retryAfterSeconds) } };
}

function spoiledBody(body: string, rule: FaultRule): string {
  switch (rule.fault) {
    case 'empty':
      return '';
    case 'cut-off':
      return body.slice(0, Math.floor(body.length / 2));
    case 'wrong-shape':
      return '{"status":"ok","data":{"items":{"first":1}}}';
    case 'wrong-null':
      return 'null';
    case 'wrong-rows':
      return withWrongRows(body);
    default:
      return body;
  }
}

/** The same envelope around values that are not rows; an array of such values if there is no list. */
function withWrongRows(body: string): string {
  const wrong = [null, 7, 'row', [], {}, { id: 'seven', name: {} }, { id: 1.5 }, { id: -3, name: null }];
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(wrong);
  const key = Object.entries(value).find(([name, content]) => Array.isArray(content) && name !== 'columns')?.[0];
  return JSON.stringify(key === undefined ? wrong : { ...value, [key]: wrong });
}
