import type { Call } from './types.js';

const COLLECTIONS: Readonly<Record<string, { readonly many: Call; readonly one: Call }>> = {
  client: { many: 'clients', one: 'client' },
  site: { many: 'sites', one: 'site' },
  users: { many: 'users', one: 'user' },
  distributionlists: { many: 'lists', one: 'list' },
};

/** Which call a path is, without regard to case; `id` is 0 where the path has none. */
export function route(pathname: string): { call: Call; id: number } {
  const path = pathname.toLowerCase().replace(/\/+$/, '');
  if (path === '/auth/token') return { call: 'token', id: 0 };
  if (path === '/api/authinfo') return { call: 'authinfo', id: 0 };
  const [, name = '', id] = /^\/api\/([a-z]+)(?:\/(\d{1,9}))?$/.exec(path) ?? [];
  const collection = Object.hasOwn(COLLECTIONS, name) ? COLLECTIONS[name] : undefined;
  if (collection) return { call: id === undefined ? collection.many : collection.one, id: Number(id ?? 0) };
  return { call: /^\/(api|auth)(\/|$)/.test(path) ? 'other' : 'outside', id: 0 };
}
