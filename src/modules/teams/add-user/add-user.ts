import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pg from 'pg';
import { v5 as uuidV5 } from 'uuid';
import { inTransaction } from '../../../database/index.js';
import type { AccountEvent, AccountPerson } from '../../../facts/index.js';
import { EventStore, NO_STREAM, Outbox, type EventMetadata } from '../../../event-store/index.js';
import { NotFound } from '../../../shared/errors.js';
import { accountStream } from '../account.js';
import { claimEmails, releaseEmails, whyTaken, type EmailClaim } from '../claims/claims.js';
import { isClosed, lockTeam } from '../closed-teams.js';
import { entryOfTeam } from '../entry-of-team.js';
import { delivered, type Outcome } from '../outcome.js';
import { archivedTeam } from '../team.js';
import { TeamDirectory } from '../team-directory.js';
import { readPerson, type PersonRefusal } from './person.js';

type Added = Outcome<PersonRefusal, { readonly accountId: string }>;

export class AddUser extends Command<Added> {
  constructor(
    /** a UUID made with the form: sending the form twice adds one account */
    readonly formId: string,
    readonly teamId: string,
    /** as it was typed */
    readonly person: { readonly name: string; readonly email: string },
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

type Claimed =
  { readonly entry: string; readonly after: readonly string[] } | { readonly refused: PersonRefusal } | 'gone';

/**
 * Claims the address and stages the event in one transaction, then appends the event. After a crash in between, the sweep of the outbox
 * appends it.
 *
 * @throws NotFound, NotPossibleNow when the Team is archived
 */
@CommandHandler(AddUser)
export class AddUserHandler implements ICommandHandler<AddUser> {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly outbox: Outbox,
    private readonly directory: TeamDirectory,
  ) {}

  async execute({ formId, teamId, person: typed, metadata }: AddUser): Promise<Added> {
    const { resellerId } = metadata;
    if (!(await this.directory.byId(resellerId, teamId))) throw new NotFound('This Team');
    const read = readPerson(typed);
    if ('refused' in read) return read;
    // The same form may be sent again after the person was removed. That makes a new account, because account ids are never reused.
    for (let again = 0; ; again++) {
      const accountId = uuidV5(`${teamId} ${read.key} ${again}`, formId);
      const claim = { key: read.key, accountId, teamId, resellerId };
      const claimed = await inTransaction(this.pool, (tx) => this.claim(tx, claim, read.person, metadata));
      if (claimed === 'gone') continue;
      if ('refused' in claimed) return claimed;
      return { ...(await delivered(this.outbox, this.store, ...claimed.after, claimed.entry)), accountId };
    }
  }

  private async claim(
    tx: pg.PoolClient,
    claim: EmailClaim,
    person: AccountPerson,
    metadata: EventMetadata,
  ): Promise<Claimed> {
    const { accountId, teamId } = claim;
    await lockTeam(tx, teamId, 'shared');
    if (await isClosed(tx, teamId)) throw archivedTeam();
    const holder = (await claimEmails(tx, [claim])).get(claim.key);
    if (holder?.accountId !== accountId) return { refused: { email: whyTaken(holder, teamId) } };
    if (await isRemoved(tx, accountId)) {
      await releaseEmails(tx, [accountId]);
      return 'gone';
    }
    const event: AccountEvent = {
      id: uuidV5('UserAdded', accountId),
      type: 'UserAdded',
      data: { accountId, teamId, person },
      metadata,
    };
    return {
      after: await entryOfTeam(tx, teamId),
      entry: await this.outbox.stage(tx, {
        stream: accountStream(accountId),
        expectedRevision: NO_STREAM,
        events: [event],
      }),
    };
  }
}

/** Checked after the claim: a transaction that released the address earlier has also recorded the removed account. */
async function isRemoved(tx: pg.PoolClient, accountId: string): Promise<boolean> {
  const found = await tx.query('select from removed_account where account_id = $1', [accountId]);
  return found.rowCount !== 0;
}
