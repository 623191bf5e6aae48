import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import { EventStore, Outbox, record, type EventMetadata } from '../../../event-store/index.js';
import { isClosed, lockTeam, reopen } from '../closed-teams.js';
import { delivered, done, type Outcome } from '../outcome.js';
import { assertOwnTeam } from '../own-team.js';
import { reopenTeam, teamStream } from '../team.js';
import { keepName, lockNames, nameOf, namesakeOf } from '../team-names.js';

export class ReopenTeam extends Command<Outcome> {
  constructor(
    readonly teamId: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

/** @throws NotFound, NotPossibleNow when another Team has taken its name */
@CommandHandler(ReopenTeam)
export class ReopenTeamHandler implements ICommandHandler<ReopenTeam> {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly outbox: Outbox,
  ) {}

  async execute({ teamId, metadata }: ReopenTeam): Promise<Outcome> {
    const { resellerId } = metadata;
    const logged = await assertOwnTeam(this.store, teamId, resellerId);
    const entry = await inTransaction(this.pool, async (tx) => {
      await lockTeam(tx, teamId, 'exclusive');
      await lockNames(tx, resellerId);
      const named = { teamId, resellerId, name: (await nameOf(tx, teamId))?.name ?? logged.name };
      const door = { closed: await isClosed(tx, teamId), namesake: await namesakeOf(tx, named) };
      const events = record(metadata, reopenTeam(teamId, door));
      if (events.length === 0) return undefined;
      await keepName(tx, named);
      await reopen(tx, teamId);
      return this.outbox.stage(tx, { stream: teamStream(teamId), expectedRevision: 'next', events });
    });
    if (entry === undefined) return done(undefined);
    return delivered(this.outbox, this.store, entry);
  }
}
