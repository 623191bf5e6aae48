import { momentColumns, type FileOf } from '../../exports/index.js';
import type { ImportEntry } from '../imports/import-entries.js';

/** Imports, as in their list. */
export function importsFile(zone: string, rows: FileOf<ImportEntry>['rows']): FileOf<ImportEntry> {
  return {
    columns: [
      { key: 'importId', head: 'Import', value: ({ id }) => id },
      { key: 'team', head: 'Team', value: ({ team }) => team.name },
      { key: 'teamNowCalled', head: 'Team now called', value: ({ team }) => team.nowCalled ?? team.name },
      { key: 'teamId', head: 'Team id', value: ({ team }) => team.id },
      { key: 'group', head: 'HaloPSA group', value: ({ group }) => group },
      { key: 'importedBy', head: 'Imported by', value: ({ by }) => by },
      ...momentColumns<ImportEntry>('started', 'Started', zone, ({ startedAt }) => startedAt),
      ...momentColumns<ImportEntry>('ended', 'Ended', zone, ({ endedAt }) => endedAt),
      { key: 'status', head: 'Status', value: ({ status }) => status },
      { key: 'listed', head: 'Listed', value: ({ sum }) => sum.listed },
      { key: 'imported', head: 'Imported', value: ({ sum }) => sum.imported },
      { key: 'rejected', head: 'Rejected', value: ({ sum }) => sum.rejected },
      { key: 'alreadyInTeam', head: 'Already in this Team', value: ({ sum }) => sum.alreadyInTeam },
      { key: 'leftOut', head: 'Left out', value: ({ sum }) => sum.leftOut },
      { key: 'waiting', head: 'Waiting', value: ({ sum }) => sum.waiting },
    ],
    rows,
  };
}
