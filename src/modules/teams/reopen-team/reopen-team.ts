import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pg from 'pg';
import { EventStore, inTransaction, Outbox, record, type EventMetadata } from '../../../event-store/index.js';
import { isClosed, lockTeam, reopen } from '../closed-teams.js';
import type { Outcome } from '../outcome.js';
import { assertOwnTeam } from '../own-team.js';
import { reopenTeam, teamStream } from '../team.js';
import { TeamDirectory } from '../team-directory.js';

export class ReopenTeam extends Command<Outcome> {
  constructor(
    readonly teamId: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

/** @throws NotFound, NotPossibleNow when another Team has its name by now */
@CommandHandler(ReopenTeam)
export class ReopenTeamHandler implements ICommandHandler<ReopenTeam> {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly outbox: Outbox,
    private readonly directory: TeamDirectory,
  ) {}

  async execute({ teamId, metadata }: ReopenTeam): Promise<Outcome> {
    const { resellerId } = metadata;
    const { name } = await assertOwnTeam(this.store, teamId, resellerId);
    const nameTaken = await this.directory.hasNamesake({ id: teamId, resellerId, name });
    const entry = await inTransaction(this.pool, async (tx) => {
      await lockTeam(tx, teamId, 'exclusive');
      const events = record(metadata, reopenTeam(teamId, { closed: await isClosed(tx, teamId), nameTaken }));
      if (events.length === 0) return undefined;
      await reopen(tx, teamId);
      return this.outbox.stage(tx, { stream: teamStream(teamId), expectedRevision: 'next', events });
    });
    if (entry === undefined) return { position: undefined };
    const appended = await this.outbox.deliver(entry);
    return { position: appended?.position ?? (await this.store.head()) };
  }
}
