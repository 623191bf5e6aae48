import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, record, type EventMetadata } from '../../../event-store/index.js';
import { NotPossibleNow } from '../../../web/errors.js';
import { done, type Outcome } from '../outcome.js';
import { archiveTeam, team, teamStream } from '../team.js';
import { RunningImports } from './running-imports.js';

export class ArchiveTeam extends Command<Outcome> {
  constructor(
    readonly teamId: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

/** @throws NotFound, NotPossibleNow while people are being imported into the Team */
@CommandHandler(ArchiveTeam)
export class ArchiveTeamHandler implements ICommandHandler<ArchiveTeam> {
  constructor(
    private readonly store: EventStore,
    private readonly imports: RunningImports,
  ) {}

  async execute({ teamId, metadata }: ArchiveTeam): Promise<Outcome> {
    const runs = await this.imports.ofTeam(teamId);
    const appended = await handle(this.store, teamStream(teamId), team, (state) => {
      const facts = archiveTeam(state, { teamId, resellerId: metadata.resellerId });
      if (facts.length > 0 && runs) {
        throw new NotPossibleNow(
          'People are being imported into this Team. Wait until the import has ended, or cancel it, then archive the Team.',
        );
      }
      return record(metadata, facts);
    });
    return done(appended);
  }
}
