import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, inTime, OutcomeUnknown, record, type EventMetadata } from '../../../event-store/index.js';
import { NotFound } from '../../../shared/errors.js';
import { account, accountStream, removeUser } from '../account.js';
import { Members } from '../members/members.js';
import { done, type Outcome } from '../outcome.js';
import { TeamDirectory } from '../team-directory.js';

export class RemoveUser extends Command<Outcome> {
  constructor(
    readonly teamId: string,
    readonly accountId: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

/**
 * The address is free as soon as the list of members has been updated. Works for archived Teams too: otherwise their people's addresses
 * would stay locked.
 *
 * @throws NotFound; OutcomeUnknown if the log does not answer in time
 */
@CommandHandler(RemoveUser)
export class RemoveUserHandler implements ICommandHandler<RemoveUser> {
  constructor(
    private readonly store: EventStore,
    private readonly members: Members,
    private readonly directory: TeamDirectory,
  ) {}

  async execute({ teamId, accountId, metadata }: RemoveUser): Promise<Outcome> {
    const { resellerId } = metadata;
    if (!(await this.directory.byId(resellerId, teamId))) throw new NotFound('This Team');
    const member = await this.members.byId(teamId, accountId);
    const person = member && { name: member.name, email: member.email };
    const removal = handle(this.store, accountStream(accountId), account, (state) =>
      record(metadata, removeUser(state, { accountId, teamId, resellerId, person })),
    );
    const removed = await inTime(removal.then(done));
    if (!removed) throw new OutcomeUnknown('The log did not answer whether the person is removed.');
    return removed;
  }
}
