import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import {
  EventStore,
  handle,
  inTime,
  Outbox,
  OutcomeUnknown,
  record,
  type Appended,
  type EventMetadata,
} from '../../../event-store/index.js';
import { NotFound } from '../../../shared/errors.js';
import { account, accountStream, moveUser } from '../account.js';
import { isClosed, lockTeam } from '../closed-teams.js';
import { entryOfTeam } from '../entry-of-team.js';
import { Members } from '../members/members.js';
import { done, type Outcome } from '../outcome.js';
import { archivedTeam } from '../team.js';
import { TeamDirectory } from '../team-directory.js';

export class MoveUser extends Command<Outcome> {
  constructor(
    /** the Team on whose page it is done */
    readonly teamId: string,
    readonly accountId: string,
    readonly toTeamId: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

/**
 * Moves a person to another Team of the reseller: docs/adr/0025-moving-a-person.md.
 *
 * @throws NotFound; NotPossibleNow when the Team is archived, or the person was moved elsewhere; OutcomeUnknown if the log does not answer
 */
@CommandHandler(MoveUser)
export class MoveUserHandler implements ICommandHandler<MoveUser> {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly outbox: Outbox,
    private readonly members: Members,
    private readonly directory: TeamDirectory,
  ) {}

  async execute(command: MoveUser): Promise<Outcome> {
    const { teamId, toTeamId, accountId, metadata } = command;
    for (const id of [teamId, toTeamId]) {
      if (!(await this.directory.byId(metadata.resellerId, id))) throw new NotFound('This Team');
    }
    // The form was sent before, and the list knows it already.
    if (await this.members.byId(toTeamId, accountId)) return done(undefined);
    const moved = await inTime(inTransaction(this.pool, (tx) => this.move(tx, command)).then(done));
    if (!moved) throw new OutcomeUnknown('The log did not answer whether the person is moved.');
    return moved;
  }

  /** Lines 1 to 3. The lock is held until the log has answered, so that the Team is not archived between the two. */
  private async move(tx: pg.PoolClient, command: MoveUser): Promise<Appended | undefined> {
    const { teamId, accountId, toTeamId, metadata } = command;
    const { resellerId } = metadata;
    await lockTeam(tx, toTeamId, 'shared');
    if (await isClosed(tx, toTeamId)) throw archivedTeam();
    for (const entry of await entryOfTeam(tx, toTeamId)) await this.outbox.deliver(entry);
    const member = await this.members.byId(teamId, accountId);
    const person = member && { name: member.name, email: member.email };
    return handle(this.store, accountStream(accountId), account, (state) =>
      record(metadata, moveUser(state, { accountId, teamId, resellerId, person }, toTeamId)),
    );
  }
}
