import {
  RunningImports,
  StoredConnections,
  teamEntities,
  teamProjections,
  TeamsModule,
  UnfinishedLists,
} from '../../src/modules/teams/index.js';
import { composePortal, signInAll } from '../support/compose.js';
import { ImportsOfATest } from './support.js';

/** The Teams pages with sign-in, and a person of each role. */
export async function startTeamsSite() {
  const imports = new ImportsOfATest();
  const portal = await composePortal({
    ...{ projections: teamProjections, entities: teamEntities, imports: [TeamsModule] },
    given: [
      { provide: RunningImports, useValue: imports },
      { provide: UnfinishedLists, useValue: { of: () => Promise.resolve([]) } },
      { provide: StoredConnections, useValue: { areStored: () => Promise.resolve(false) } },
    ],
  });
  const people = await signInAll(portal);
  const ownTeam = await people.newTeam('The client’s Team', people.clientsTeamId);
  return { ...portal, ...people, ownTeam, imports };
}

export type Site = Awaited<ReturnType<typeof startTeamsSite>>;
