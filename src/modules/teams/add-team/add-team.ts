import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import { EventStore, NO_STREAM, Outbox, record, type EventMetadata } from '../../../event-store/index.js';
import { delivered, type Outcome } from '../outcome.js';
import { addTeam, readTeamName, team, teamStream, type NameRefusal } from '../team.js';
import { keepName, lockNames, nameOf, namesakeOf, type NamedTeam } from '../team-names.js';

/** `teamId` comes from the form, so sending the form again adds the same Team. */
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

type Staged = { readonly entry: string } | { readonly refused: NameRefusal } | undefined;

/**
 * Stores the name and stages the event in one transaction, under the lock of the reseller's names: if two Teams with one name are added at
 * the same moment, one is refused.
 *
 * @throws NotFound when the id belongs to another reseller's Team
 */
@CommandHandler(AddTeam)
export class AddTeamHandler implements ICommandHandler<AddTeam> {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly outbox: Outbox,
  ) {}

  async execute({ teamId, name: typed, metadata }: AddTeam): Promise<Outcome<NameRefusal>> {
    const { name, refused } = readTeamName(typed);
    if (refused) return { refused };
    const named = { teamId, resellerId: metadata.resellerId, name };
    const staged = await inTransaction(this.pool, (tx) => this.stage(tx, named, metadata));
    if (staged === undefined) return { position: undefined };
    if ('refused' in staged) return staged;
    return delivered(this.outbox, this.store, staged.entry);
  }

  private async stage(tx: pg.PoolClient, named: NamedTeam, metadata: EventMetadata): Promise<Staged> {
    await lockNames(tx, named.resellerId);
    const events = record(metadata, addTeam({ ...team.initial, ...(await nameOf(tx, named.teamId)) }, named));
    if (events.length === 0) return undefined;
    const namesake = await namesakeOf(tx, named);
    if (namesake !== undefined) return { refused: { looksLike: namesake } };
    await keepName(tx, named);
    const stream = teamStream(named.teamId);
    return { entry: await this.outbox.stage(tx, { stream, expectedRevision: NO_STREAM, events }) };
  }
}
