import type pg from 'pg';
import { inTransaction } from '../../database/index.js';
import { lockRebuild, readCheckpoint, takeCheckpoint, type EventStore } from '../../event-store/index.js';
import type { Books } from './books.js';
import { compare } from './compare.js';
import type { Finding } from './finding.js';
import { LogReading } from './read-log.js';
import { readRows } from './read-rows.js';
import { endedInLog, whyNotNow } from './unfinished.js';
import { writeMends } from './write-mends.js';

export interface Diagnosis {
  readonly books: Books;
  readonly findings: readonly Finding[];
  /** why nothing can be repaired, and what to do first */
  readonly whyNot: readonly string[];
}

/** What a repair does. Pure. */
export function diagnose(books: Books): Diagnosis {
  const ended = endedInLog(books).map((mend): Finding => {
    return { says: `Import ${mend.importId} has ended in the log, and not in the database.`, mends: [mend] };
  });
  return { books, findings: [...ended, ...compare(books)], whyNot: whyNotNow(books) };
}

const PROJECTION = 'members';
/** Reading a long log takes minutes, in which the transaction idles. Portals that are claiming addresses end within seconds. */
const PATIENCE = `set local idle_in_transaction_session_timeout = '60min'; set local lock_timeout = '10s'`;
const KEPT = 'email_claim, removed_account, team_name, closed_team';

/**
 * Makes the tables that are kept beside the log say what the log says. Portals may run meanwhile.
 *
 * It holds the checkpoint of the projection `members` from reading the log to the commit. Otherwise: the log is read, and names an account
 * without a claim; the account is removed; the projection applies that, and finds no claim to release; the claim is written here, and
 * nothing ever releases it: the address is locked for ever. While the checkpoint is held, the projection applies the removal afterwards.
 *
 * Once the log is read, it locks the tables, so that no address is claimed and no Team changed, and reads what was recorded meanwhile: every
 * claim is then in the log, waits in the outbox or belongs to a running import.
 *
 * @returns what it did, or why it did nothing
 */
export async function repair(pool: pg.Pool, store: EventStore): Promise<Diagnosis> {
  await readCheckpoint(pool, PROJECTION);
  return inTransaction(pool, async (tx) => {
    // A rebuild writes claims before it takes the checkpoint: it would wait for this transaction, and this one for the rebuild.
    await lockRebuild(tx, PROJECTION);
    await tx.query(PATIENCE);
    await takeCheckpoint(tx, PROJECTION);
    const log = new LogReading();
    await log.readTo(store, await store.head());
    await tx.query(`lock table ${KEPT} in share row exclusive mode`);
    const rows = await readRows(tx, store);
    const head = await store.head();
    await log.readTo(store, head);
    const { accounts, teams, ended } = log;
    const diagnosis = diagnose({ head, rows, accounts, teams, ended });
    if (diagnosis.whyNot.length === 0) await writeMends(tx, mendsOf(diagnosis));
    return diagnosis;
  });
}

export const mendsOf = ({ findings }: Diagnosis) => findings.flatMap(({ mends }) => mends);
