import type { UsersOf } from './people.js';

const PAGE_SIZE = '100';

/** `pageinate` is HaloPSA's own spelling; without it the page number is silently ignored. HaloPSA documents no default order. */
export function paged(pageNo: number): Record<string, string> {
  return { pageinate: 'true', page_no: String(pageNo), page_size: PAGE_SIZE, order: 'id', orderdesc: 'false' };
}

/** What comes when neither is sent is not documented. */
export const ACTIVE_OR_NOT = { includeactive: 'true', includeinactive: 'true' };
export const SERVICE_ACCOUNTS_OR_NOT = { includeserviceaccount: 'true', includenonserviceaccount: 'true' };

export function queryOf({ clientId, siteId }: UsersOf): Record<string, string> {
  return { client_id: String(clientId), ...(siteId === undefined ? {} : { site_id: String(siteId) }) };
}
