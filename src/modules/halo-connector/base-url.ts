import { withoutEnd, withoutEnds } from '../../shared/text/index.js';
import { canonical, segmentsOf, withoutEndDots } from './outgoing-address.js';

export type BaseUrlProblem = 'empty' | 'not-an-address' | 'not-http' | 'user-info';

const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_INPUT = 2_000;
/** HaloPSA's own hosts, which have no path below them. With three labels, the first one is the tenant (halo-api.md, "Signing in"). */
const HOSTED = /^(?:([a-z0-9-]+)|[a-z0-9.-]+)\.(?:halopsa|haloitsm|haloservicedesk)\.com$/;
/** Endings of the addresses that HaloPSA's own screens show, below the base URL. */
const OWN_ENDS = [['auth', 'token'], ['api', 'authinfo'], ['auth'], ['api']];

/**
 * The base URL of a hosted HaloPSA (halo-api.md, "Signing in").
 * @returns undefined when the tenant cannot be part of a host name
 */
export function baseUrlFor(tenantId: string): string | undefined {
  const tenant = tenantId.trim().toLowerCase();
  return HOST_LABEL.test(tenant) ? `https://${tenant}.halopsa.com` : undefined;
}

/** The tenant in the base URL of a hosted HaloPSA; undefined for any other address. */
export function hostedTenant(baseUrl: string): string | undefined {
  return HOSTED.exec(URL.parse(baseUrl)?.hostname ?? '')?.[1];
}

/**
 * Makes a base URL of what people paste: a tenant, a host, the Resource or Authorisation Server, or a complete token address. The result is
 * an origin, with the path below which HaloPSA lies if there is one: `https://host/halo`. HaloPSA's own part of the path, empty segments,
 * the query, capitals in the host, a trailing dot, and stray spaces or quotes are dropped. Plain http is accepted here: the guard decides
 * which addresses may be called.
 */
export function normaliseBaseUrl(input: string): { readonly baseUrl: string } | { readonly problem: BaseUrlProblem } {
  if (input.length > LONGEST_INPUT) return { problem: 'not-an-address' };
  const text = withoutEnds(input, /^[\s\p{Cf}"'<>]$/u).replaceAll('\\', '/');
  if (text === '') return { problem: 'empty' };
  const scheme =
    /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? /^(https?):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return { problem: 'not-http' };
  const rest = text.slice(scheme === undefined ? 0 : scheme.length + 1).replace(/^\/+/, '');
  if (scheme === undefined && !rest.toLowerCase().startsWith('localhost')) {
    const hosted = baseUrlFor(withoutEnd(rest, '/'));
    if (hosted) return { baseUrl: hosted };
  }
  return baseOf(`${scheme ?? 'https'}://${rest}`);
}

function baseOf(address: string): { readonly baseUrl: string } | { readonly problem: BaseUrlProblem } {
  // URL silently drops tabs and line breaks, which would join two lines into one host
  const url = /[\s\p{Cc}]/u.test(address) ? null : URL.parse(address);
  if (!url || url.hostname === '') return { problem: 'not-an-address' };
  if (url.username !== '' || url.password !== '') return { problem: 'user-info' };
  const host = withoutEndDots(url.hostname);
  // URL accepts quotes in a host name, but no real name has them
  if (host === '' || /["'<>]/.test(host)) return { problem: 'not-an-address' };
  url.hostname = host;
  url.pathname = HOSTED.test(host) ? '' : withoutOwnEnd(segmentsOf(url)).join('/').replaceAll("'", '%27');
  return { baseUrl: canonical(url) };
}

/** Strips repeatedly, so that a stored base URL that comes back in the form stays the same. */
function withoutOwnEnd(segments: readonly string[]): readonly string[] {
  const end = OWN_ENDS.find((own) => own.every((name, i) => segments.at(i - own.length)?.toLowerCase() === name));
  return end ? withoutOwnEnd(segments.slice(0, -end.length)) : segments;
}
