import { momentColumns, type FileOf } from '../../exports/index.js';
import { withoutIsolation } from '../../../shared/text/index.js';
import type { FoundEntry } from '../people/people-rows.js';

/** What happened to the people whom a search finds. */
export function peopleFile(zone: string, rows: FileOf<FoundEntry>['rows']): FileOf<FoundEntry> {
  return {
    columns: [
      { key: 'event', head: 'Event', value: ({ kind }) => kind },
      { key: 'what', head: 'What happened', value: ({ what }) => withoutIsolation(what) },
      { key: 'name', head: 'Name', value: ({ name }) => name },
      { key: 'email', head: 'Email address', value: ({ email }) => email },
      { key: 'team', head: 'Team', value: ({ team }) => team.name },
      { key: 'teamId', head: 'Team id', value: ({ team }) => team.id },
      ...momentColumns<FoundEntry>('at', 'When', zone, ({ at }) => at),
      { key: 'by', head: 'By', value: ({ by }) => by },
      { key: 'importId', head: 'Import', value: ({ importId }) => importId },
    ],
    rows,
  };
}
