import type pg from 'pg';
import { START, type EventStore, type Position } from '../../event-store/index.js';
import type { AccountEvent } from '../../facts/index.js';
import type { EmailClaim } from '../../modules/teams/index.js';
import { emailKey } from '../../shared/text/index.js';

export interface TeamNameRow {
  readonly resellerId: string;
  readonly name: string;
}

/** What the tables say that are sources of truth beside the log. */
export interface Rows {
  readonly claims: readonly EmailClaim[];
  /** claimed but not yet recorded: decided in a running import, or staged in the outbox. Some may be in the log by now */
  readonly pending: readonly EmailClaim[];
  /** accounts whose removal the projection has applied */
  readonly removed: ReadonlySet<string>;
  /** the projection has applied removals up to here */
  readonly noticed: Position;
  /** table team_name, by Team */
  readonly names: ReadonlyMap<string, TeamNameRow>;
  /** Teams that take no people */
  readonly closed: ReadonlySet<string>;
  /** entries of the outbox that can be delivered */
  readonly waiting: readonly { readonly id: string; readonly stream: string }[];
  /** entries of the outbox that cannot be delivered */
  readonly stuck: number;
  /** imports that have not ended, as far as the database knows */
  readonly importing: readonly string[];
  readonly imported: readonly string[];
}

/** Reads everything. The caller's transaction sees one snapshot, or has locked the tables. */
export async function readRows(tx: pg.PoolClient, store: EventStore): Promise<Rows> {
  const claims = await tx.query<EmailClaim>(
    `select email_key as key, account_id as "accountId", team_id as "teamId", reseller_id as "resellerId",
       revision from email_claim`,
  );
  const removed = await tx.query<{ id: string }>('select account_id as id from removed_account');
  const names = await tx.query<TeamNameRow & { id: string }>(
    'select team_id as id, reseller_id as "resellerId", name from team_name',
  );
  const closed = await tx.query<{ id: string }>('select team_id as id from closed_team');
  const outbox = await tx.query<{ id: string; stream: string; isStuck: boolean }>(
    'select id, stream, stuck_at is not null as "isStuck" from log.outbox',
  );
  const imports = await tx.query<{ id: string; isEnded: boolean }>(
    `select id, import_ended_at is not null as "isEnded" from roster where import_requested_at is not null`,
  );
  const noticed = await tx.query<{ position: Position }>(
    `select position from log.projection_checkpoint where name = 'members'`,
  );
  const position = noticed.rows[0]?.position ?? START;
  return {
    claims: claims.rows,
    pending: await readPending(tx),
    removed: new Set(removed.rows.map(({ id }) => id)),
    // Until the lists are rebuilt after a move, the checkpoint is a position of the other log.
    noticed: store.owns(position) ? position : START,
    names: new Map(names.rows.map(({ id, ...row }) => [id, row])),
    closed: new Set(closed.rows.map(({ id }) => id)),
    waiting: outbox.rows.filter(({ isStuck }) => !isStuck),
    stuck: outbox.rows.filter(({ isStuck }) => isStuck).length,
    importing: imports.rows.filter(({ isEnded }) => !isEnded).map(({ id }) => id),
    imported: imports.rows.filter(({ isEnded }) => isEnded).map(({ id }) => id),
  };
}

async function readPending(tx: pg.PoolClient): Promise<EmailClaim[]> {
  const decided = await tx.query<EmailClaim>(
    `select email_key as key, account_id as "accountId", team_id as "teamId", reseller_id as "resellerId"
     from import_item join roster on roster.id = import_id
     where verdict = 'imported' and import_ended_at is null`,
  );
  const staged = await tx.query<{ event: AccountEvent }>(
    `select event from log.outbox, jsonb_array_elements(events) event where event ->> 'type' = 'UserAdded'`,
  );
  return [...decided.rows, ...staged.rows.map(({ event }) => claimOf(event))];
}

function claimOf({ data, metadata }: AccountEvent): EmailClaim {
  const { accountId, teamId, person } = data;
  return { key: emailKey(person.email) ?? '', accountId, teamId, resellerId: metadata.resellerId };
}
