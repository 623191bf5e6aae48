import type { Projection, RecordedEvent } from '../../../event-store/index.js';

/** A row of the table `history`, as JSON carries it. */
interface Entry {
  readonly position: string;
  readonly reseller_id: string;
  readonly team_id: string | null;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly actor_id: string;
  readonly actor_role: string;
  readonly recorded_at: Date;
  readonly person: unknown;
  readonly data: unknown;
}

/** Every event of every module, whatever it says: what is known only to some types stays in `data`, and who it is about in `person`. */
export const historyProjection: Projection = {
  name: 'history',
  reset: async (tx) => void (await tx.query('delete from history')),
  apply: async (tx, events) => {
    // One parameter that PostgreSQL takes apart: as fast as an array for each column, and shorter.
    await tx.query({
      name: 'add-history',
      text: `insert into history (position, reseller_id, team_id, stream, revision, type, actor_id, actor_role, recorded_at, person, data)
             select position, reseller_id, team_id, stream, revision, type, actor_id, actor_role, recorded_at, person, data
             from jsonb_to_recordset($1::jsonb) as entry (position text, reseller_id uuid, team_id uuid, stream text, revision integer,
               type text, actor_id text, actor_role text, recorded_at timestamptz, person jsonb, data jsonb)`,
      values: [JSON.stringify(events.map(entryOf))],
    });
  },
};

function entryOf({ position, metadata, stream, revision, type, recordedAt, data }: RecordedEvent): Entry {
  const { person = null, ...facts } = data as { readonly person?: unknown; readonly teamId?: string | null };
  return {
    ...{ position, stream, revision, type },
    reseller_id: metadata.resellerId,
    team_id: facts.teamId ?? null,
    actor_id: metadata.actor.id,
    actor_role: metadata.actor.role,
    recorded_at: recordedAt,
    ...{ person, data: facts },
  };
}
