import { addRows } from '../../../database/index.js';
import type { ImportEvent } from '../../../facts/index.js';
import { type Projection, type RecordedEvent } from '../../../event-store/index.js';
import { searchable, sortKey } from '../../../shared/text/index.js';

/**
 * By what the people of an import are sorted and searched; the history has the rest. Separate from the history, so that a portal that is
 * upgraded fills it from the log by itself, and both are written at the same time.
 */
export const decidedProjection: Projection = {
  name: 'decided',
  tables: ['decided_person'],
  apply: (tx, events) => addRows(tx, 'decided_person', events.flatMap(rowsOf)),
};

function rowsOf(recorded: RecordedEvent) {
  const event = recorded as RecordedEvent & ImportEvent;
  if (event.type !== 'UserImported' && event.type !== 'UserRejected') return [];
  const { importId, person } = event.data;
  return [
    {
      import_id: importId,
      revision: event.revision,
      position: event.position,
      rejected: event.type === 'UserRejected',
      name_key: sortKey(person.name),
      search: searchable([person.name, person.site], person.email),
    },
  ];
}
