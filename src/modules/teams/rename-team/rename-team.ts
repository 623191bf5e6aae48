import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import { EventStore, Outbox, record, type EventMetadata } from '../../../event-store/index.js';
import { isClosed, lockTeam } from '../closed-teams.js';
import { delivered, type Outcome } from '../outcome.js';
import { assertOwnTeam } from '../own-team.js';
import { readTeamName, renameTeam, teamStream, type NameRefusal, type Team } from '../team.js';
import { keepName, lockNames, nameOf, namesakeOf, type NamedTeam } from '../team-names.js';

export class RenameTeam extends Command<Outcome<NameRefusal>> {
  constructor(
    readonly teamId: string,
    /** as it was typed */
    readonly name: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

type Staged = { readonly entry: string } | { readonly refused: NameRefusal } | undefined;

/** Runs under the Team's lock, so that the Team is not archived meanwhile. @throws NotFound, NotPossibleNow when the Team is archived */
@CommandHandler(RenameTeam)
export class RenameTeamHandler implements ICommandHandler<RenameTeam> {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly outbox: Outbox,
  ) {}

  async execute({ teamId, name: typed, metadata }: RenameTeam): Promise<Outcome<NameRefusal>> {
    const { name, refused } = readTeamName(typed);
    if (refused) return { refused };
    const logged = await assertOwnTeam(this.store, teamId, metadata.resellerId);
    const named = { teamId, resellerId: metadata.resellerId, name };
    const staged = await inTransaction(this.pool, (tx) => this.stage(tx, logged, named, metadata));
    if (staged === undefined) return { position: undefined };
    if ('refused' in staged) return staged;
    return delivered(this.outbox, this.store, staged.entry);
  }

  private async stage(tx: pg.PoolClient, logged: Team, named: NamedTeam, metadata: EventMetadata): Promise<Staged> {
    const { teamId } = named;
    await lockTeam(tx, teamId, 'shared');
    await lockNames(tx, named.resellerId);
    const before = { ...logged, ...(await nameOf(tx, teamId)), archived: await isClosed(tx, teamId) };
    const events = record(metadata, renameTeam(before, named));
    if (events.length === 0) return undefined;
    const namesake = await namesakeOf(tx, named);
    if (namesake !== undefined) return { refused: { looksLike: namesake } };
    await keepName(tx, named);
    return { entry: await this.outbox.stage(tx, { stream: teamStream(teamId), expectedRevision: 'next', events }) };
  }
}
