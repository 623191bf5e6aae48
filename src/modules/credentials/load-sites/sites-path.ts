import { groupValue } from '../group-value.js';

/** The page where one site of a client is chosen. */
export function sitesPath(teamId: string, clientId = 0): string {
  return `/teams/${teamId}/psa-import/sites?group=${groupValue({ kind: 'client', id: clientId })}`;
}
