import { membersProjection } from './members/members-projection.js';
import { TeamRow } from './team-list/team-row.js';
import { teamsProjection } from './team-list/teams-projection.js';

export { TeamsModule } from './teams.module.js';
export const teamProjections = [teamsProjection, membersProjection];
/** For MikroORM. */
export const teamEntities = [TeamRow];

export { AddTeam } from './add-team/add-team.js';
export { AddUser } from './add-user/add-user.js';
export { accountStream } from './account.js';
export { readTeamName } from './team.js';
export { RunningImports } from './archive-team/running-imports.js';
export { claimEmails, whyTaken, type ClaimHolder, type EmailClaim } from './claims/claims.js';
export { isClosed, lockTeam } from './closed-teams.js';
export { domainsOf, MOST_DOMAINS, TeamDomains, type DomainCount, type Domains } from './members/team-domains.js';
export { memberColumns, type MemberRow } from './members/member-columns.js';
export { UnfinishedLists, type UnfinishedList } from './members/unfinished.js';
export { Begun, YourLists } from './members/unfinished-lists.js';
export { StoredConnections } from './team-list/stored-connections.js';
export { TeamDirectory, type TeamEntry } from './team-directory.js';
export { TeamPast, type TeamThen } from './team-past.js';
