import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../database/index.js';
import type { EventMetadata } from '../../event-store/index.js';
import type { Task } from '../../jobs/index.js';
import { candidatesOf, VERSION } from './candidates.js';
import { counted, freeze, isIncomplete, NOTHING, sumOf, type Counted } from './freeze.js';
import { whyNotRemove, type WhyNotRemove } from './may-remove.js';
import type { Removal, RemovalPerson, RemovalSum, Selection } from './removal-types.js';

const PAGE_SIZE = 100;

export interface RemovalPreview {
  readonly version: string;
  readonly sum: RemovalSum;
  readonly isBehind: boolean;
}

interface Request {
  readonly id: string;
  readonly selection: Selection;
  /** version of the preview that was confirmed */
  readonly confirmed: string;
  /** the number as typed */
  readonly typed: string;
}

const COLUMNS = `id, reseller_id as "resellerId", team_id as "teamId", undo_of as "undoOf", metadata, requested_at as "requestedAt",
  cancel_requested_at as "cancelRequestedAt", ended_at as "endedAt", people`;

/** Some hours after the end an item has no name (forget-names.ts), and the history tells the last one of the account. */
const NAMED = `coalesce(person, (select person from history where account_id = item.account_id and history.person is not null
  order by recorded_at desc, position desc limit 1))`;

/** Requested removals of many people, and previews of them. The comments name lines of docs/adr/0024-removing-many-people.md. */
@Injectable()
export class Removals {
  constructor(private readonly pool: pg.Pool) {}

  async preview(resellerId: string, selection: Selection): Promise<RemovalPreview> {
    const { sql, values } = candidatesOf(resellerId, selection);
    const { rows } = await this.pool.query<Counted & { version: string }>(
      `with candidate as materialized (${sql}) select ${VERSION} as version, ${counted('kept')} from candidate`,
      values,
    );
    const { version = '', isBehind = true, ...counts } = rows[0] ?? {};
    const sum = sumOf(counts);
    return { version, isBehind: isBehind || isIncomplete(selection, sum), sum };
  }

  /** The first people of a preview: those who stay, or those who go. */
  async previewPeople(resellerId: string, selection: Selection, stay: boolean): Promise<RemovalPerson[]> {
    const { sql, values } = candidatesOf(resellerId, selection);
    const { rows } = await this.pool.query<RemovalPerson>(
      `select row_number() over ()::int as n, account_id as "accountId", person, kept as outcome from (
         select * from (${sql}) candidate where kept is ${stay ? 'not null' : 'null'} order by person ->> 'name', account_id limit ${PAGE_SIZE}) first`,
      values,
    );
    return rows;
  }

  /**
   * Lines 1 and 2: freezes the people of a selection with the revisions of their accounts, if they are those of the confirmed preview.
   * The primary key lets one request per id in; others wait for it, and find it.
   */
  request({ id, selection, confirmed, typed }: Request, metadata: EventMetadata): Promise<WhyNotRemove | undefined> {
    const refused = new Refused();
    return inTransaction(this.pool, async (tx) => {
      const { rowCount } = await tx.query(
        `insert into removal (id, reseller_id, team_id, undo_of, metadata, people) values ($1, $2, $3, $4, $5, 0) on conflict do nothing`,
        [id, metadata.resellerId, selection.teamId, selection.kind === 'import' ? selection.importId : null, metadata],
      );
      const isRequested = rowCount === 0;
      const { version, isBehind, waiting } = isRequested
        ? NOTHING
        : await freeze(tx, id, metadata.resellerId, selection);
      const whyNot = whyNotRemove({ isRequested, isBehind, toRemove: waiting, version, confirmed, typed });
      if (whyNot) throw refused.because(whyNot);
      return undefined;
    }).catch((error: unknown) => {
      if (error === refused) return refused.whyNot;
      throw error;
    });
  }

  /** @returns undefined also for another reseller's */
  async find(resellerId: string, id: string): Promise<Removal | undefined> {
    const { rows } = await this.pool.query<Removal>(
      `select ${COLUMNS} from removal where id = $1 and reseller_id = $2`,
      [id, resellerId],
    );
    return rows[0];
  }

  /** The undo of an import with its counts so far; undefined if it was not asked for. */
  async undoOf(resellerId: string, importId: string) {
    const removal = await this.find(resellerId, importId);
    return removal?.undoOf === importId ? { removal, sum: await this.sum(importId) } : undefined;
  }

  /** The counts so far. */
  async sum(id: string): Promise<RemovalSum> {
    const { rows } = await this.pool.query<Counted>(
      `select ${counted('outcome')} from (select *, false as is_unknown from removal_item where removal_id = $1) item`,
      [id],
    );
    return sumOf(rows[0] ?? {});
  }

  /**
   * A page of its people, by number.
   * @param stay those who stay, or those who were removed
   */
  async people(id: string, stay: boolean, after: number): Promise<{ rows: RemovalPerson[]; next: string | null }> {
    const { rows } = await this.pool.query<RemovalPerson>(
      `select n, account_id as "accountId", ${NAMED} as person, outcome from removal_item item
       where removal_id = $1 and n > $2 and ${stay ? `outcome is distinct from 'done'` : `outcome = 'done'`} order by n limit ${PAGE_SIZE + 1}`,
      [id, after],
    );
    const shown = rows.slice(0, PAGE_SIZE);
    return { rows: shown, next: rows.length > PAGE_SIZE ? String(shown.at(-1)?.n) : null };
  }

  /** Removed people stay removed. @returns false when there is no such removal, or it has ended */
  async cancel(resellerId: string, id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update removal set cancel_requested_at = coalesce(cancel_requested_at, now())
       where id = $1 and reseller_id = $2 and ended_at is null`,
      [id, resellerId],
    );
    return rowCount === 1;
  }

  /** Removals that have not ended, interleaved by reseller. */
  async unfinished(): Promise<Task[]> {
    const { rows } = await this.pool.query<Task>(
      `select id, reseller_id as owner from removal where ended_at is null
       order by row_number() over (partition by reseller_id order by requested_at), requested_at`,
    );
    return rows;
  }
}

/** Rolls the transaction back. */
class Refused extends Error {
  whyNot: WhyNotRemove | undefined;

  because(whyNot: WhyNotRemove): this {
    this.whyNot = whyNot;
    return this;
  }
}
