export type BaseUrlProblem = 'empty' | 'not-an-address' | 'not-http' | 'user-info';

const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_INPUT = 2_000;

/**
 * The address of a hosted HaloPSA (halo-api.md, "Signing in").
 * @returns undefined when the tenant cannot be part of a host name
 */
export function baseUrlFor(tenantId: string): string | undefined {
  const tenant = tenantId.trim().toLowerCase();
  return HOST_LABEL.test(tenant) ? `https://${tenant}.halopsa.com` : undefined;
}

/**
 * Makes one origin of whatever people paste: a tenant, a host, the Resource or Authorisation Server, a whole token address. A path, a query,
 * capitals, a dot at the end and stray spaces or quotes go. Whether the origin may be called is for the guard to say, so http comes through.
 */
export function normaliseBaseUrl(input: string): { readonly origin: string } | { readonly problem: BaseUrlProblem } {
  const text = input.replace(/^[\s\p{Cf}"'<]+|[\s\p{Cf}"'>]+$/gu, '').replaceAll('\\', '/');
  if (text === '') return { problem: 'empty' };
  if (text.length > LONGEST_INPUT) return { problem: 'not-an-address' };
  const scheme =
    /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? /^(https?):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return { problem: 'not-http' };
  const rest = text.slice(scheme === undefined ? 0 : scheme.length + 1).replace(/^\/+/, '');
  if (scheme === undefined && !rest.toLowerCase().startsWith('localhost')) {
    const hosted = baseUrlFor(rest.replace(/\/+$/, ''));
    if (hosted) return { origin: hosted };
  }
  return originOf(`${scheme ?? 'https'}://${rest}`);
}

function originOf(address: string): { readonly origin: string } | { readonly problem: BaseUrlProblem } {
  // URL drops tabs and line breaks silently, and then two lines would become one host
  const url = /[\s\p{Cc}]/u.test(address) ? null : URL.parse(address);
  if (!url || url.hostname === '') return { problem: 'not-an-address' };
  if (url.username !== '' || url.password !== '') return { problem: 'user-info' };
  const host = url.hostname.replace(/\.+$/, '');
  if (host === '') return { problem: 'not-an-address' };
  url.hostname = host;
  return { origin: url.origin };
}
