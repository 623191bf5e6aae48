import { oneLine } from '../../shared/text/index.js';
import { isRow } from './answers.js';
import { readAll, type Pages } from './groups.js';
import { haloId, truth } from './numbers.js';
import type { Site, SiteList } from './types.js';

/**
 * All sites of a client, filtered by client again: HaloPSA sends the sites of all clients when it does not know a filter, and its announced
 * number then counts all of them.
 */
export async function readSites(clientId: number, pages: Pages): Promise<SiteList> {
  const { entries, announced, unusable, unsure } = await readAll('site', toSite, pages);
  const sites = entries.filter((site) => site.clientId === clientId);
  const others = entries.length - sites.length;
  return { sites, announced: others > 0 ? sites.length : announced, unusable, unsure };
}

/** @returns null for a site without an id or a client */
function toSite(row: unknown): Site | null {
  if (!isRow(row)) return null;
  const [id, clientId] = [haloId(row['id']), haloId(row['client_id'])];
  if (id === null || clientId === null) return null;
  return { id, clientId, name: oneLine(row['name'], 200) || `#${id}`, inactive: truth(row['inactive']) };
}
