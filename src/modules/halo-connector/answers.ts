import { HaloError, type HaloFault } from './errors.js';
import type { Answer } from './http.js';

const WINDOW_MS = 5 * 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** A JSON object whose fields nobody has vouched for. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws HaloError `not-halopsa` for a web page or plain text, `bad-answer` for JSON that does not end */
export function parseJson(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    const looksLikeJson =
      /^\s*[{[]/.test(answer.text) || (!isWebPage(answer) && /json/i.test(answer.header('content-type') ?? ''));
    throw looksLikeJson
      ? new HaloError('bad-answer', { detail: 'cut off' })
      : new HaloError('not-halopsa', { detail: 'not JSON' });
  }
}

function isWebPage(answer: Answer): boolean {
  return /^\s*</.test(answer.text) || /^text\/html/i.test(answer.header('content-type') ?? '');
}

/** What a refusal of the token endpoint means; undefined for a 200. 400 and 401 are the same to HaloPSA (halo-api.md). */
export function signInFault(answer: Answer): HaloError | undefined {
  const { status } = answer;
  if (status === 200) return undefined;
  const oauth = oauthError(answer);
  const detail = oauth ? `${status} ${oauth}` : String(status);
  if (status >= 500) return new HaloError('halo-error', { detail: String(status) });
  if (status === 400 || status === 401 || status === 403) {
    if (isWebPage(answer)) return new HaloError('not-halopsa', { detail });
    const refusedRight = status === 403 || oauth === 'invalid_scope' || oauth === 'unauthorized_client';
    return new HaloError(refusedRight ? 'not-permitted' : 'wrong-credentials', { detail });
  }
  return new HaloError('not-halopsa', { detail });
}

/**
 * What a refusal of `/api` means, the token being good; undefined for a 200.
 * @param missing what a 404 means there: no such endpoint, unless told
 */
export function apiFault(answer: Answer, missing: HaloFault = 'not-halopsa'): HaloError | undefined {
  const { status } = answer;
  if (status === 200) return undefined;
  const detail = String(status);
  if (status === 401 || status === 403) return new HaloError('not-permitted', { detail });
  if (status === 404) return new HaloError(missing, { detail });
  if (status >= 300 && status < 400) return new HaloError('not-halopsa', { detail });
  if (status >= 500) return new HaloError('halo-error', { detail });
  return new HaloError('bad-answer', { detail });
}

/**
 * How long to wait after a 429, in milliseconds: as `Retry-After` says (RFC 9110, 10.2.3: seconds or a date), else until the window named
 * in the text has rolled by ("300 Requests per rolling 5 minute window"), else five minutes. From one second to one hour.
 */
export function waitAfter429(answer: Answer, now: Date): number {
  const asked = answer.header('retry-after')?.trim() ?? '';
  const wait = /^\d+$/.test(asked) ? Number(asked) * 1_000 : Date.parse(asked) - now.getTime();
  const [, length, unit = ''] = /rolling\s+(\d{1,3})\s+(second|minute)/i.exec(answer.text) ?? [];
  const rolling = Number(length) * (unit.toLowerCase() === 'second' ? 1_000 : 60_000);
  const chosen = Number.isFinite(wait) ? wait : rolling > 0 ? rolling : WINDOW_MS;
  return Math.min(Math.max(chosen, 1_000), LONGEST_WAIT_MS);
}

/** The code of an OAuth refusal (RFC 6749, 5.2), if it looks like one. */
function oauthError(answer: Answer): string | undefined {
  try {
    const body: unknown = JSON.parse(answer.text);
    const code = isRow(body) ? body['error'] : undefined;
    return typeof code === 'string' && OAUTH_ERRORS.has(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

const OAUTH_ERRORS = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);
