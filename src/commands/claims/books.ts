import type pg from 'pg';
import type { AccountEvent, ImportEvent } from '../../facts/index.js';
import type { EventStore, Position, RecordedEvent } from '../../event-store/index.js';
import type { EmailClaim } from '../../modules/teams/index.js';
import { emailKey } from '../../shared/text/index.js';

/** What the tables say about addresses, in one snapshot. */
export interface Rows {
  readonly claims: readonly EmailClaim[];
  /** claimed but not yet recorded: decided in a running import, or staged in the outbox. Some may be in the log by now */
  readonly pending: readonly EmailClaim[];
  /** accounts whose removal the projection has applied */
  readonly removed: ReadonlySet<string>;
  /** the projection has applied removals up to here */
  readonly noticed: Position;
  /** entries of the outbox that cannot be delivered */
  readonly stuck: number;
}

/** An account according to the log. */
export interface LoggedAccount {
  /** undefined: the address in the log is not valid */
  readonly key: string | undefined;
  readonly teamId: string;
  readonly resellerId: string;
  readonly added: Position;
  readonly removed?: Position;
}

export interface Books {
  /** the end of the log before the rows were read: every account added up to here has its claim in them, unless it was removed */
  readonly head: Position;
  readonly rows: Rows;
  readonly accounts: ReadonlyMap<string, LoggedAccount>;
}

const BATCH = 2_000;

/**
 * Reads both sides in an order that keeps them comparable while portals run. A claim is committed before its event is appended, and
 * released after its removal is. So it reads the end of the log, then the rows, then the log up to its new end.
 */
export async function readBooks(pool: pg.Pool, store: EventStore): Promise<Books> {
  const head = await store.head();
  const rows = await readRows(pool);
  const end = await store.head();
  const accounts = new Map<string, LoggedAccount>();
  for (let position: Position = '', events; position < end; position = events.at(-1)?.position ?? end) {
    events = await store.readAll(position, BATCH);
    for (const event of events) note(accounts, event);
  }
  return { head, rows, accounts };
}

function note(accounts: Map<string, LoggedAccount>, recorded: RecordedEvent): void {
  const event = recorded as RecordedEvent & (AccountEvent | ImportEvent);
  const { resellerId } = recorded.metadata;
  switch (event.type) {
    case 'UserImported':
    case 'UserAdded': {
      const { accountId, teamId, person } = event.data;
      accounts.set(accountId, { key: emailKey(person.email), teamId, resellerId, added: recorded.position });
      break;
    }
    case 'UserRemoved': {
      const { accountId, teamId, person } = event.data;
      const account = accounts.get(accountId) ?? { key: emailKey(person.email), teamId, resellerId, added: '' };
      accounts.set(accountId, { ...account, removed: recorded.position });
      break;
    }
    case 'UserRejected':
    case 'ImportStarted':
    case 'ImportCompleted':
    case 'ImportCancelled':
      break;
  }
}

/** Reads everything in one snapshot: otherwise a claim could be missed between two statements. */
async function readRows(pool: pg.Pool): Promise<Rows> {
  const tx = await pool.connect();
  try {
    await tx.query('begin isolation level repeatable read read only');
    const claims = await tx.query<EmailClaim>(
      `select email_key as key, account_id as "accountId", team_id as "teamId", reseller_id as "resellerId" from email_claim`,
    );
    const decided = await tx.query<EmailClaim>(
      `select email_key as key, account_id as "accountId", team_id as "teamId", reseller_id as "resellerId"
       from import_item join roster on roster.id = import_id
       where verdict = 'imported' and import_ended_at is null`,
    );
    const staged = await tx.query<{ event: AccountEvent }>(
      `select event from log.outbox, jsonb_array_elements(events) event where event ->> 'type' = 'UserAdded'`,
    );
    const removed = await tx.query<{ id: string }>('select account_id as id from removed_account');
    const state = await tx.query<{ noticed: Position | null; stuck: number }>(
      `select (select position from log.projection_checkpoint where name = 'members') as noticed,
         (select count(*) from log.outbox where stuck_at is not null)::int as stuck`,
    );
    await tx.query('commit');
    return {
      claims: claims.rows,
      pending: [...decided.rows, ...staged.rows.map(({ event }) => claimOf(event))],
      removed: new Set(removed.rows.map(({ id }) => id)),
      noticed: state.rows[0]?.noticed ?? '',
      stuck: state.rows[0]?.stuck ?? 0,
    };
  } finally {
    tx.release();
  }
}

function claimOf({ data, metadata }: AccountEvent): EmailClaim {
  const { accountId, teamId, person } = data;
  return { key: emailKey(person.email) ?? '', accountId, teamId, resellerId: metadata.resellerId };
}
