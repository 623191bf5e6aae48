import { isRow, jsonOf } from './answers.js';
import { cleanText } from './clean.js';
import { endpoint } from './guard.js';
import type { LimitedHttp } from './limited-http.js';
import type { Party } from './party.js';

/** What a HaloPSA says of itself to anybody. */
export interface Discovered {
  readonly tenantId?: string;
  /** its authorisation server, such as `https://acme.halopsa.com/auth`; may lie on another origin */
  readonly authUrl?: string;
}

/**
 * Asks `/api/authinfo`, which needs no token.
 * @returns undefined where nothing answers as HaloPSA
 * @throws HaloError where nothing answers at all
 */
export async function discover(
  http: LimitedHttp,
  party: Party,
  origin: string,
  signal?: AbortSignal,
): Promise<Discovered | undefined> {
  const answer = await http.send({ method: 'GET', url: endpoint(origin, '/api/authinfo'), signal }, party);
  if (answer.status !== 200) return undefined;
  const body = jsonOf(answer.text)?.value;
  const tenantId = isRow(body) ? cleanText(body['tenant_id'], 100) : '';
  const authUrl = isRow(body) ? httpUrl(body['auth_url']) : undefined;
  if (tenantId === '' && authUrl === undefined) return undefined;
  return { ...(tenantId === '' ? {} : { tenantId }), ...(authUrl === undefined ? {} : { authUrl }) };
}

function httpUrl(value: unknown): string | undefined {
  const url = typeof value === 'string' && value.length <= 2_000 ? URL.parse(value.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
