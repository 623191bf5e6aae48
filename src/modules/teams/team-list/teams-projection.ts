import type pg from 'pg';
import type { AccountEvent, ImportEvent, TeamEvent } from '../../../facts/index.js';
import type { Projection, RecordedEvent } from '../../../event-store/index.js';
import { sortKey } from '../../../shared/text/index.js';
import { writePast } from '../team-past.js';

type Heard = RecordedEvent & (TeamEvent | AccountEvent | ImportEvent);

/** The Teams, the number of people in each, the last import, and the changes to each Team. */
export const teamsProjection: Projection = {
  name: 'teams',
  tables: ['team', 'team_past'],
  apply,
};

/** People are counted and written once per batch, however many they are; Teams themselves change rarely. */
async function apply(tx: pg.PoolClient, events: readonly RecordedEvent[]): Promise<void> {
  const people = new Map<string, number>();
  const count = (teamId: string, by: 1 | -1) => people.set(teamId, (people.get(teamId) ?? 0) + by);
  for (const recorded of events) {
    const event = recorded as Heard;
    switch (event.type) {
      case 'UserImported':
      case 'UserAdded':
        count(event.data.teamId, 1);
        break;
      case 'UserMoved':
        count(event.data.fromTeamId, -1);
        count(event.data.teamId, 1);
        break;
      case 'UserRemoved':
        count(event.data.teamId, -1);
        break;
      case 'TeamAdded':
      case 'TeamRenamed':
      case 'TeamArchived':
      case 'TeamReopened':
        await writePast(tx, event);
        await applyOne(tx, event, recorded.recordedAt);
        break;
      case 'ImportStarted':
        await applyOne(tx, event, recorded.recordedAt);
        break;
      case 'UserRenamed':
      case 'UserRejected':
      case 'ImportCompleted':
      case 'ImportCancelled':
        break;
    }
  }
  if (people.size > 0) await addUp(tx, people);
}

type Single = Extract<Heard, { type: 'TeamAdded' | 'TeamRenamed' | 'TeamArchived' | 'TeamReopened' | 'ImportStarted' }>;

async function applyOne(tx: pg.PoolClient, event: Single, at: Date): Promise<void> {
  const { teamId } = event.data;
  switch (event.type) {
    case 'TeamAdded': {
      const { name } = event.data;
      const row = [teamId, event.metadata.resellerId, name, sortKey(name), at];
      await tx.query('insert into team (id, reseller_id, name, name_key, added_at) values ($1, $2, $3, $4, $5)', row);
      break;
    }
    case 'TeamRenamed': {
      const { name } = event.data;
      await tx.query('update team set name = $2, name_key = $3 where id = $1', [teamId, name, sortKey(name)]);
      break;
    }
    case 'TeamArchived':
      await tx.query('update team set archived_at = $2 where id = $1', [teamId, at]);
      break;
    case 'TeamReopened':
      await tx.query('update team set archived_at = null where id = $1', [teamId]);
      break;
    case 'ImportStarted':
      await tx.query('update team set last_import_id = $2, last_import_at = $3 where id = $1', [
        teamId,
        event.data.importId,
        at,
      ]);
      break;
  }
}

async function addUp(tx: pg.PoolClient, people: ReadonlyMap<string, number>): Promise<void> {
  await tx.query(
    `update team set members = members + more from unnest($1::uuid[], $2::integer[]) as change (team_id, more) where id = team_id`,
    [[...people.keys()], [...people.values()]],
  );
}
