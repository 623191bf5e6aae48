import { handle, type EventStore } from '../../event-store/index.js';
import { ownTeam, team, teamStream, type Team } from './team.js';

/**
 * Reads the log, which knows a Team before the list of Teams does.
 * @returns the Team's state according to the log
 * @throws NotFound when the Team does not exist, or belongs to another reseller
 */
export async function assertOwnTeam(store: EventStore, teamId: string, resellerId: string): Promise<Team> {
  let found = team.initial;
  await handle(store, teamStream(teamId), team, (state) => {
    ownTeam(state, resellerId);
    found = state;
    return [];
  });
  return found;
}
