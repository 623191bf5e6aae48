import type { HaloFault } from '../../facts/index.js';
import { HaloError } from './errors.js';
import type { Answer } from './http.js';
import { waitAsked } from './retry-after.js';

/** A JSON object whose fields have not been validated. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws HaloError `not-halopsa` for a web page or plain text, `bad-answer` for truncated JSON */
export function parseJson(answer: Answer): unknown {
  const parsed = jsonOf(answer.text);
  if (parsed) return parsed.value;
  const webPage = isWebPage(answer);
  const looksLikeJson = /^\s*[{[]/.test(answer.text) || (!webPage && /json/i.test(answer.header('content-type') ?? ''));
  throw looksLikeJson
    ? new HaloError('bad-answer', { detail: 'cut off' })
    : new HaloError('not-halopsa', { detail: 'not JSON', webPage });
}

/** The only place where JSON from HaloPSA is parsed. @returns undefined for invalid JSON */
export function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Whether the answer is HTML, by its content type or its first characters. XML does not count: .NET may answer in it. */
function isWebPage(answer: Answer): boolean {
  const type = answer.header('content-type') ?? '';
  if (/^\s*(?:text\/html|application\/xhtml)/i.test(type)) return true;
  return /^\s*</.test(answer.text) && !/xml/i.test(type);
}

/** The fault that a token endpoint's answer means; undefined for a 200. HaloPSA uses 400 and 401 alike (halo-api.md). */
export function signInFault(answer: Answer, now: Date): HaloError | undefined {
  const { status } = answer;
  if (status === 200) return undefined;
  const oauth = oauthError(answer);
  const detail = oauth ? `${status} ${oauth}` : String(status);
  const webPage = isWebPage(answer);
  if (status >= 500) return serverFault(answer, now);
  if (webPage && (status === 401 || status === 403)) return new HaloError('proxy-refused', { detail, webPage });
  if (status === 400 || status === 401 || status === 403) {
    if (webPage) return new HaloError('not-halopsa', { detail, webPage });
    const refusedRight = status === 403 || oauth === 'invalid_scope' || oauth === 'unauthorized_client';
    return new HaloError(refusedRight ? 'not-permitted' : 'wrong-credentials', { detail });
  }
  return new HaloError('not-halopsa', { detail });
}

/**
 * The fault that an `/api` answer means when the token is good; undefined for a 200. HaloPSA itself refuses in JSON or plain text, so a 401
 * or 403 with a web page comes from a proxy or a firewall in front of it.
 * @param missing the fault for a 404; by default the endpoint does not exist
 */
export function apiFault(answer: Answer, now: Date, missing: HaloFault = 'not-halopsa'): HaloError | undefined {
  const { status } = answer;
  if (status === 200) return undefined;
  const detail = String(status);
  if (status === 401 || status === 403) {
    return isWebPage(answer)
      ? new HaloError('proxy-refused', { detail, webPage: true })
      : new HaloError('not-permitted', { detail });
  }
  if (status === 404) return new HaloError(missing, { detail });
  if (status >= 300 && status < 400) return new HaloError('not-halopsa', { detail });
  if (status >= 500) return serverFault(answer, now);
  return new HaloError('bad-answer', { detail });
}

/** A 5xx answer may say when to try again, just as a 429 does. */
function serverFault(answer: Answer, now: Date): HaloError {
  const wait = answer.status === 503 ? waitAsked(answer, now) : undefined;
  const retryAt = wait === undefined ? {} : { retryAt: new Date(now.getTime() + wait) };
  return new HaloError('halo-error', { detail: String(answer.status), webPage: isWebPage(answer), ...retryAt });
}

/** The error code of an OAuth refusal (RFC 6749, 5.2), if it is in the format of one. */
function oauthError(answer: Answer): string | undefined {
  const body = jsonOf(answer.text)?.value;
  const code = isRow(body) ? body['error'] : undefined;
  return typeof code === 'string' && OAUTH_ERRORS.has(code) ? code : undefined;
}

const OAUTH_ERRORS = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);
