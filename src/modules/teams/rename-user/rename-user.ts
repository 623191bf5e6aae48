import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, inTime, OutcomeUnknown, record, type EventMetadata } from '../../../event-store/index.js';
import { NotFound } from '../../../shared/errors.js';
import { account, accountStream, renameUser } from '../account.js';
import { readName, type PersonRefusal } from '../add-user/person.js';
import { Members } from '../members/members.js';
import { done, type Outcome } from '../outcome.js';
import { TeamDirectory } from '../team-directory.js';

export class RenameUser extends Command<Outcome<NonNullable<PersonRefusal['name']>>> {
  constructor(
    readonly teamId: string,
    readonly accountId: string,
    /** as it was typed */
    readonly name: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

/** @throws NotFound; NotPossibleNow when the person was moved meanwhile; OutcomeUnknown if the log does not answer in time */
@CommandHandler(RenameUser)
export class RenameUserHandler implements ICommandHandler<RenameUser> {
  constructor(
    private readonly store: EventStore,
    private readonly members: Members,
    private readonly directory: TeamDirectory,
  ) {}

  async execute({ teamId, accountId, name: typed, metadata }: RenameUser) {
    const { resellerId } = metadata;
    if (!(await this.directory.byId(resellerId, teamId))) throw new NotFound('This Team');
    const { name, fault } = readName(typed);
    if (fault) return { refused: fault };
    const member = await this.members.byId(teamId, accountId);
    const person = member && { name: member.name, email: member.email };
    const renaming = handle(this.store, accountStream(accountId), account, (state) =>
      record(metadata, renameUser(state, { accountId, teamId, resellerId, person }, name)),
    );
    const renamed = await inTime(renaming.then(done));
    if (!renamed) throw new OutcomeUnknown('The log did not answer whether the name is corrected.');
    return renamed;
  }
}
