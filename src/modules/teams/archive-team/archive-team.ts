import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import { EventStore, Outbox, record, type EventMetadata } from '../../../event-store/index.js';
import { NotPossibleNow } from '../../../shared/errors.js';
import { accountStream } from '../account.js';
import { close, isClosed, lockTeam } from '../closed-teams.js';
import { delivered, done, type Outcome } from '../outcome.js';
import { assertOwnTeam } from '../own-team.js';
import { archiveTeam, teamStream } from '../team.js';
import { RunningImports } from './running-imports.js';

export class ArchiveTeam extends Command<Outcome> {
  constructor(
    readonly teamId: string,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

/**
 * The result of one attempt under the lock: a staged entry, or entries to append first, about people added before who are not in the log
 * yet. Undefined if there is nothing to do.
 */
type Look = { readonly staged: string } | { readonly waitsFor: readonly string[] };

const MOST_LOOKS = 20;

/** @throws NotFound, NotPossibleNow while people are being imported into the Team */
@CommandHandler(ArchiveTeam)
export class ArchiveTeamHandler implements ICommandHandler<ArchiveTeam> {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly outbox: Outbox,
    private readonly imports: RunningImports,
  ) {}

  async execute({ teamId, metadata }: ArchiveTeam): Promise<Outcome> {
    await assertOwnTeam(this.store, teamId, metadata.resellerId);
    for (let looks = 1; ; looks++) {
      const look = await inTransaction(this.pool, (tx) => this.close(tx, teamId, metadata, looks < MOST_LOOKS));
      if (look === undefined) return done(undefined);
      if ('staged' in look) return delivered(this.outbox, this.store, look.staged);
      await this.waitFor(look.waitsFor);
    }
  }

  /** @throws NotPossibleNow if the log does not answer */
  private async waitFor(entries: readonly string[]): Promise<void> {
    const { position } = await delivered(this.outbox, this.store, ...entries);
    if (position !== 'later') return;
    throw new NotPossibleNow(
      'People were just added to this Team, and the history does not answer, so it cannot record them before the Team is archived. Try again in a moment.',
    );
  }

  /** @param patient whether to wait until people who were added before are in the log */
  private async close(
    tx: pg.PoolClient,
    teamId: string,
    metadata: EventMetadata,
    patient: boolean,
  ): Promise<Look | undefined> {
    await lockTeam(tx, teamId, 'exclusive');
    const door = { closed: await isClosed(tx, teamId), importRuns: await this.imports.runInto(tx, teamId) };
    const events = record(metadata, archiveTeam(teamId, door));
    if (events.length === 0) return undefined;
    const waitsFor = patient ? await entriesOf(tx, teamId) : [];
    if (waitsFor.length > 0) return { waitsFor };
    await close(tx, teamId);
    return { staged: await this.outbox.stage(tx, { stream: teamStream(teamId), expectedRevision: 'next', events }) };
  }
}

/** Outbox entries about people of a Team whose addresses are already claimed. */
async function entriesOf(tx: pg.PoolClient, teamId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select entry.id from log.outbox entry
     where entry.stuck_at is null and starts_with(entry.stream, $2)
       and (select team_id from email_claim where account_id = substr(entry.stream, length($2) + 1)::uuid) = $1
     order by entry.place limit 100`,
    [teamId, accountStream('')],
  );
  return rows.map(({ id }) => id);
}
