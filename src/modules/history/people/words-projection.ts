import { addRows } from '../../../database/index.js';
import { type Projection, type RecordedEvent } from '../../../event-store/index.js';
import { wordRows, wordsOfPerson, personOf } from './person-keys.js';

/**
 * The words of each person's name, with their position in the history. Separate from the history, so that both can be written at the same
 * time, each on a connection of its own.
 */
export const wordsProjection: Projection = {
  name: 'words',
  tables: ['history_word'],
  apply: (tx, events) => addRows(tx, 'history_word', events.flatMap(rowsOf)),
};

function rowsOf({ data, metadata, position }: RecordedEvent) {
  const person = personOf(data);
  const rows = person ? wordRows(wordsOfPerson(person)) : [];
  return rows.map(({ word, rest }) => ({ reseller_id: metadata.resellerId, word, rest, position }));
}
