import { addRows } from '../../database/index.js';
import { type Projection, type RecordedEvent } from '../../event-store/index.js';
import { addressOf, personOf } from './people/person-keys.js';

/**
 * Every event of every module. Fields that only some types have stay in `data`; the person an event is about is in `person`. People are
 * found here by `address`; another projection finds them by the words of their names (people/words-projection.ts).
 */
export const historyProjection: Projection = {
  name: 'history',
  tables: ['history'],
  apply: (tx, events) => addRows(tx, 'history', events.map(rowOf)),
};

interface Facts {
  readonly teamId?: string | null;
  readonly person?: object;
}

function rowOf({ position, metadata, stream, revision, type, recordedAt, data }: RecordedEvent) {
  const { person = null, ...facts } = data as Facts;
  const findable = personOf(data);
  return {
    position,
    stream,
    revision,
    type,
    reseller_id: metadata.resellerId,
    team_id: facts.teamId ?? null,
    actor_id: metadata.actor.id,
    actor_role: metadata.actor.role,
    recorded_at: recordedAt,
    person: person && JSON.stringify(person),
    address: findable ? addressOf(findable) : null,
    data: JSON.stringify(facts),
  };
}
