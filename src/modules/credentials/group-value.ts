import type { GroupKey } from '../../facts/index.js';

/** The value of the Select Group field: `client-12` or `list-3`; for a site with its client, `site-12-18`. */
export const groupValue = ({ kind, id, clientId }: GroupKey) =>
  kind === 'site' ? `site-${clientId}-${id}` : `${kind}-${id}`;

/** @returns undefined if the text is not such a value */
export function parseGroupValue(value: unknown): GroupKey | undefined {
  if (typeof value !== 'string') return undefined;
  const [, clientId, siteId] = /^site-(\d{1,15})-(\d{1,15})$/.exec(value) ?? [];
  if (clientId && siteId) return { kind: 'site', id: Number(siteId), clientId: Number(clientId) };
  const [, kind, digits] = /^(client|list)-(\d{1,15})$/.exec(value) ?? [];
  return kind && digits ? { kind: kind as GroupKey['kind'], id: Number(digits) } : undefined;
}
