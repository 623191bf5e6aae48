import { withoutEnd } from '../../shared/text/index.js';
import { HaloError } from './errors.js';

const LONGEST_NAMED = 2_000;

/**
 * The only place where outgoing addresses are built: path segments below a base, and a query. The URL class joins them, and the result is
 * compared with the base, so that no part of a path can become a host.
 * @param base an origin, with or without a path, exactly as returned by `normaliseBaseUrl` or `namedAddress`
 * @throws HaloError `address-not-allowed`
 */
export function outgoingAddress(
  base: string,
  segments: readonly string[],
  query: Readonly<Record<string, string>> = {},
): URL {
  const start = URL.parse(base);
  if (!start || !isPlain(start) || canonical(start) !== base) throw refused('not a base address');
  if (!segments.every(isSegment)) throw refused('not a path segment');
  const url = new URL(start);
  url.pathname = [...segmentsOf(start), ...segments].join('/');
  url.search = new URLSearchParams(query).toString();
  if (url.origin !== start.origin || url.host !== start.host || !isPlain(url)) throw refused('another origin');
  if (url.pathname !== `/${[...segmentsOf(start), ...segments].join('/')}`) throw refused('another path');
  return url;
}

/**
 * An address that the other side named, such as `auth_url`, in the form that `outgoingAddress` takes, without its query and fragment.
 * @returns undefined if it is not a plain http(s) address. Paths with an empty segment are refused: joined carelessly, the next segment
 *   would become a host.
 */
export function namedAddress(value: unknown): string | undefined {
  // URL silently drops tabs and line breaks, which would join the text around them
  if (typeof value !== 'string' || value.length > LONGEST_NAMED || /[\s\p{Cc}]/u.test(value.trim())) return undefined;
  const url = URL.parse(value.trim());
  if (!url) return undefined;
  url.search = '';
  url.hash = '';
  url.hostname = withoutEndDots(url.hostname);
  if (!isPlain(url) || /\/\//.test(url.pathname)) return undefined;
  return canonical(url);
}

/** Drops trailing dots: one host in two spellings would be two origins. */
export function withoutEndDots(hostname: string): string {
  return withoutEnd(hostname, '.');
}

/** http or https, a host, no user info, no query, no empty segment. */
function isPlain({ protocol, hostname, username, password, pathname }: URL): boolean {
  return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === '' && !/\/\//.test(pathname);
}

/** Origin and path, without a slash at the end. */
export function canonical(url: URL): string {
  return [url.origin, ...segmentsOf(url)].join('/');
}

export function segmentsOf({ pathname }: URL): string[] {
  return pathname.split('/').filter((segment) => segment !== '');
}

function isSegment(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text);
}

function refused(detail: string): HaloError {
  return new HaloError('address-not-allowed', { detail });
}
