import { addRows, type Projection, type RecordedEvent } from '../../../event-store/index.js';
import { partsOf, wordRows, wordsOfPerson, type Findable } from './person-keys.js';

/**
 * The words of each person's name and the parts of the address, each with where in the history it stands. A list of its own beside the history: the two are written at
 * the same time, on a connection each.
 */
export const wordsProjection: Projection = {
  name: 'words',
  tables: ['history_word', 'history_address_part'],
  apply: async (tx, events) => {
    await addRows(tx, 'history_word', events.flatMap(rowsOf));
    await addRows(tx, 'history_address_part', events.flatMap(partRowsOf));
  },
};

function partRowsOf({ data, metadata, position }: RecordedEvent) {
  const { person } = data as { readonly person?: Findable };
  const parts = person ? partsOf(person) : [];
  return parts.map((part) => ({ reseller_id: metadata.resellerId, part, position }));
}

function rowsOf({ data, metadata, position }: RecordedEvent) {
  const { person } = data as { readonly person?: Findable };
  const rows = person ? wordRows(wordsOfPerson(person)) : [];
  return rows.map(({ word, rest }) => ({ reseller_id: metadata.resellerId, word, rest, position }));
}
