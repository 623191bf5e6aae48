import { Module } from '@nestjs/common';
import { ExportsModule } from '../exports/index.js';
import { AddTeamController } from './add-team/add-team.controller.js';
import { AddTeamHandler } from './add-team/add-team.js';
import { AddUserController } from './add-user/add-user.controller.js';
import { AddUserHandler } from './add-user/add-user.js';
import { ArchiveTeamController } from './archive-team/archive-team.controller.js';
import { ArchiveTeamHandler } from './archive-team/archive-team.js';
import { ExportMembersController } from './members/export-members.controller.js';
import { MembersController } from './members/members.controller.js';
import { Members } from './members/members.js';
import { TeamDomains } from './members/team-domains.js';
import { TeamChanges } from './members/team-changes.js';
import { MoveUserController } from './move-user/move-user.controller.js';
import { MoveUserHandler } from './move-user/move-user.js';
import { RenameUserController } from './rename-user/rename-user.controller.js';
import { RenameUserHandler } from './rename-user/rename-user.js';
import { RemoveUserController } from './remove-user/remove-user.controller.js';
import { RemoveUserHandler } from './remove-user/remove-user.js';
import { RenameTeamController } from './rename-team/rename-team.controller.js';
import { RenameTeamHandler } from './rename-team/rename-team.js';
import { ReopenTeamController } from './reopen-team/reopen-team.controller.js';
import { ReopenTeamHandler } from './reopen-team/reopen-team.js';
import { TeamDirectory } from './team-directory.js';
import { TeamPast } from './team-past.js';
import { TeamListController } from './team-list/team-list.controller.js';
import { TeamList } from './team-list/team-list.js';

/**
 * Needs from global modules: `pg.Pool`, EventStore, Outbox, ProjectionRunner (with `teamProjections`), MikroORM (with `teamEntities`),
 * CQRS, access, RunningImports and UnfinishedLists.
 */
@Module({
  imports: [ExportsModule],
  // /teams/new before /teams/:id
  controllers: [
    ...[
      TeamListController,
      AddTeamController,
      MembersController,
      ExportMembersController,
      RenameTeamController,
      ArchiveTeamController,
    ],
    ...[ReopenTeamController, AddUserController, RemoveUserController, MoveUserController, RenameUserController],
  ],
  providers: [
    ...[AddTeamHandler, RenameTeamHandler, ArchiveTeamHandler, ReopenTeamHandler, AddUserHandler, RemoveUserHandler],
    ...[MoveUserHandler, RenameUserHandler],
    ...[TeamDirectory, TeamPast, TeamChanges, TeamList, Members, TeamDomains],
  ],
  exports: [TeamDirectory, TeamPast, TeamDomains],
})
export class TeamsModule {}
