import type { Call } from './types.js';

/** The OpenAPI description has `DistributionLists`; some clients ask for `DistributionList`. */
const COLLECTIONS: Readonly<Record<string, { readonly many: Call; readonly one: Call }>> = {
  client: { many: 'clients', one: 'client' },
  site: { many: 'sites', one: 'site' },
  users: { many: 'users', one: 'user' },
  distributionlists: { many: 'lists', one: 'list' },
  distributionlist: { many: 'lists', one: 'list' },
  agent: { many: 'agents', one: 'agent' },
};

/** Configuration lists. They have no single records here. */
const SETTINGS: Readonly<Record<string, Call>> = {
  '/api/agent/me': 'me',
  '/api/lookup': 'lookup',
  '/api/toplevel': 'toplevels',
  '/api/userroles': 'roles',
  '/api/organisation': 'organisations',
};

/** The path relative to HaloPSA's base path, ignoring case; undefined outside of it. */
export function belowPath(pathname: string, base: string): string | undefined {
  const rest = pathname.slice(base.length);
  return pathname.toLowerCase().startsWith(base.toLowerCase()) && /^(\/|$)/.test(rest) ? rest : undefined;
}

/** The call that a path belongs to, ignoring case; `id` is 0 if the path has none. @param pathname undefined: outside of HaloPSA */
export function route(pathname: string | undefined): { call: Call; id: number } {
  if (pathname === undefined) return { call: 'outside', id: 0 };
  const path = withoutLastSlashes(pathname.toLowerCase());
  if (path === '/auth/token') return { call: 'token', id: 0 };
  if (path === '/api/authinfo') return { call: 'authinfo', id: 0 };
  const setting = Object.hasOwn(SETTINGS, path) ? SETTINGS[path] : undefined;
  if (setting) return { call: setting, id: 0 };
  const [, name = '', id] = /^\/api\/([a-z]+)(?:\/(\d{1,9}))?$/.exec(path) ?? [];
  const collection = Object.hasOwn(COLLECTIONS, name) ? COLLECTIONS[name] : undefined;
  if (collection) return { call: id === undefined ? collection.many : collection.one, id: Number(id ?? 0) };
  return { call: /^\/(api|auth)(\/|$)/.test(path) ? 'other' : 'outside', id: 0 };
}

export function withoutLastSlashes(path: string): string {
  let length = path.length;
  while (path[length - 1] === '/') length--;
  return path.slice(0, length);
}
