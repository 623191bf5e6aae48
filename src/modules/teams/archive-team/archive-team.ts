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
    const ids = { teamId, resellerId: metadata.resellerId };
    if (!(await this.isLive(ids))) return done(undefined);
    if (!(await this.imports.closeTeam(teamId))) {
      throw new NotPossibleNow(
        'People are being imported into this Team. Wait until the import has ended, or cancel it, then archive the Team.',
      );
    }
    // A crash right here leaves a Team that takes no imports and is not archived: archiving it again ends that.
    const appended = await handle(this.store, teamStream(teamId), team, (state) =>
      record(metadata, archiveTeam(state, ids)),
    );
    return done(appended);
  }

  /** Asked of the log before anything is changed. @throws NotFound for the Team of another reseller */
  private async isLive(ids: Parameters<typeof archiveTeam>[1]): Promise<boolean> {
    let live = false;
    await handle(this.store, teamStream(ids.teamId), team, (state) => {
      live = archiveTeam(state, ids).length > 0;
      return [];
    });
    return live;
  }
}
