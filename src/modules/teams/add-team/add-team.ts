import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, record, type EventMetadata } from '../../../event-store/index.js';
import { done, type Outcome } from '../outcome.js';
import { addTeam, readTeamName, team, teamStream, type NameRefusal } from '../team.js';
import { TeamDirectory } from '../team-directory.js';

/** `teamId` comes from the form: the same one again is the same Team. */
export class AddTeam extends Command<Outcome<NameRefusal>> {
  constructor(
    readonly teamId: string,
    /** as it was typed */
    readonly name: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

@CommandHandler(AddTeam)
export class AddTeamHandler implements ICommandHandler<AddTeam> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: TeamDirectory,
  ) {}

  async execute({ teamId, name: typed, metadata }: AddTeam): Promise<Outcome<NameRefusal>> {
    const { resellerId } = metadata;
    const { name, refused } = readTeamName(typed);
    if (refused) return { refused };
    if (await this.directory.hasNamesake({ id: teamId, resellerId, name })) return { refused: 'taken' };
    const appended = await handle(this.store, teamStream(teamId), team, (state) =>
      record(metadata, addTeam(state, { teamId, resellerId, name })),
    );
    return done(appended);
  }
}
