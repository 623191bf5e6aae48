import { addRows } from '../../../database/index.js';
import { type Projection, type RecordedEvent } from '../../../event-store/index.js';
import { partsOf, personOf } from './person-keys.js';

/**
 * The parts of each person's address, with their position in the history. A projection with a single table is filled by one COPY; two
 * tables would take turns.
 */
export const addressPartsProjection: Projection = {
  name: 'address-parts',
  tables: ['history_address_part'],
  apply: (tx, events) => addRows(tx, 'history_address_part', events.flatMap(rowsOf)),
};

function rowsOf({ data, metadata, position }: RecordedEvent) {
  const person = personOf(data);
  const parts = person ? partsOf(person) : [];
  return parts.map((part) => ({ reseller_id: metadata.resellerId, part, position }));
}
