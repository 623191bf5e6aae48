import { groupValue } from '../group-value.js';

/** Path of the page on which a site of a client is chosen. */
export function sitesPath(teamId: string, clientId = 0): string {
  return `/teams/${teamId}/psa-import/sites?group=${groupValue({ kind: 'client', id: clientId })}`;
}
