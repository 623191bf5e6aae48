import type { HaloFault } from '../../facts/index.js';
import { HaloError } from './errors.js';
import type { Answer } from './http.js';
import { waitAsked } from './retry-after.js';

/** A JSON object whose fields nobody has vouched for. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws HaloError `not-halopsa` for a web page or plain text, `bad-answer` for JSON that does not end */
export function parseJson(answer: Answer): unknown {
  const parsed = jsonOf(answer.text);
  if (parsed) return parsed.value;
  const webPage = isWebPage(answer);
  const looksLikeJson = /^\s*[{[]/.test(answer.text) || (!webPage && /json/i.test(answer.header('content-type') ?? ''));
  throw looksLikeJson
    ? new HaloError('bad-answer', { detail: 'cut off' })
    : new HaloError('not-halopsa', { detail: 'not JSON', webPage });
}

/** The one place where JSON of the other side is parsed. @returns undefined for what is none */
export function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** HTML, by its type or its beginning. XML is not: .NET may answer in it. */
function isWebPage(answer: Answer): boolean {
  const type = answer.header('content-type') ?? '';
  if (/^\s*(?:text\/html|application\/xhtml)/i.test(type)) return true;
  return /^\s*</.test(answer.text) && !/xml/i.test(type);
}

/** What a refusal of the token endpoint means; undefined for a 200. 400 and 401 are the same to HaloPSA (halo-api.md). */
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
 * What a refusal of `/api` means, the token being good; undefined for a 200. A 401 or 403 with a web page is not HaloPSA's word: it
 * answers in JSON or plain text, and what stands in front of it (a proxy, a firewall) in pages.
 * @param missing what a 404 means there: no such endpoint, unless told
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

/** A server that is down may say until when, as one that has too much to do does. */
function serverFault(answer: Answer, now: Date): HaloError {
  const wait = answer.status === 503 ? waitAsked(answer, now) : undefined;
  const retryAt = wait === undefined ? {} : { retryAt: new Date(now.getTime() + wait) };
  return new HaloError('halo-error', { detail: String(answer.status), webPage: isWebPage(answer), ...retryAt });
}

/** The code of an OAuth refusal (RFC 6749, 5.2), if it looks like one. */
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
