import { addRows, type Projection, type RecordedEvent } from '../../../event-store/index.js';
import { addressOf, wordRows, wordsOfPerson, type Findable } from '../find-people/person-keys.js';

/**
 * Every event of every module, whatever it says: what is known only to some types stays in `data`, and who it is about in `person`.
 * People are found in it by `address`, and by the words of their names in `history_word`.
 */
export const historyProjection: Projection = {
  name: 'history',
  tables: ['history', 'history_word'],
  apply: async (tx, events) => {
    const entries = events.map(entryOf);
    await addRows(tx, 'history', entries.map(rowOf));
    await addRows(tx, 'history_word', entries.flatMap(wordsOfEntry));
  },
};

interface Entry {
  readonly event: RecordedEvent;
  /** null: it is about nobody */
  readonly person: Findable | null;
  readonly facts: { readonly teamId?: string | null };
}

function entryOf(event: RecordedEvent): Entry {
  const { person = null, ...facts } = event.data as Entry['facts'] & { readonly person?: Findable };
  return { event, person, facts };
}

function rowOf({ event, person, facts }: Entry) {
  const { position, metadata, stream, revision, type, recordedAt } = event;
  return {
    ...{ position, stream, revision, type },
    reseller_id: metadata.resellerId,
    team_id: facts.teamId ?? null,
    actor_id: metadata.actor.id,
    actor_role: metadata.actor.role,
    recorded_at: recordedAt,
    person: person && JSON.stringify(person),
    address: person && addressOf(person),
    data: JSON.stringify(facts),
  };
}

function wordsOfEntry({ event, person }: Entry) {
  const { position, metadata } = event;
  const rows = person ? wordRows(wordsOfPerson(person)) : [];
  return rows.map(({ word, rest }) => ({ reseller_id: metadata.resellerId, word, rest, position }));
}
