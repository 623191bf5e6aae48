import { oneLine } from '../../shared/text/index.js';
import { isRow, jsonOf } from './answers.js';
import { HaloError } from './errors.js';
import type { LimitedHttp } from './limited-http.js';
import { namedAddress, outgoingAddress } from './outgoing-address.js';
import type { Party } from './party.js';

/** What a HaloPSA reveals about itself without a sign-in. */
export interface Discovered {
  readonly tenantId?: string;
  /** its authorisation server, such as `https://acme.halopsa.com/auth`; may be on another origin */
  readonly authUrl?: string;
}

/**
 * Asks `/api/authinfo`, which needs no token.
 * @returns undefined if the answer is not HaloPSA's
 * @throws HaloError if there is no answer, or only an error of the server
 */
export async function discover(
  http: LimitedHttp,
  party: Party,
  baseUrl: string,
  signal?: AbortSignal,
): Promise<Discovered | undefined> {
  const url = outgoingAddress(baseUrl, ['api', 'authinfo']);
  const answer = await http.send({ method: 'GET', url, signal }, party);
  if (answer.status >= 500) throw new HaloError('halo-error', { detail: String(answer.status) });
  if (answer.status !== 200) return undefined;
  const body = jsonOf(answer.text)?.value;
  const tenantId = isRow(body) ? oneLine(body['tenant_id'], 100) : '';
  const authUrl = isRow(body) ? namedAddress(body['auth_url']) : undefined;
  if (tenantId === '' && authUrl === undefined) return undefined;
  return { ...(tenantId === '' ? {} : { tenantId }), ...(authUrl === undefined ? {} : { authUrl }) };
}
