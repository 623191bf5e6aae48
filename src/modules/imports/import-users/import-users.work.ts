import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import type { ImportEvent } from '../../../facts/index.js';
import { EventStore, NO_STREAM, WrongExpectedRevision } from '../../../event-store/index.js';
import type { StepResult, Turn, Work } from '../../../jobs/index.js';
import { decideItems, type DecidedItem } from './decide-items.js';
import {
  cancelledEvent,
  completedEvent,
  importStream,
  itemEvents,
  startedEvent,
  type Decided,
  type FrozenImport,
} from './events-of.js';
import { ImportRequests } from './import-requests.js';
import { noteEnd } from './note-end.js';
import { prepareItems } from './prepare.js';

const STEP_MS = 20_000;
const PAGE = 500;
const ENDS: readonly string[] = ['ImportCompleted', 'ImportCancelled'] satisfies ImportEvent['type'][];

/** Imports people. A kill at any moment loses nothing and creates no account twice: docs/adr/0002-claims-and-the-import-protocol.md. */
@Injectable()
export class ImportUsersWork implements Work {
  readonly queue = 'import-users';
  /** each uses up to two connections of the pool at once */
  readonly workers = 2;

  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly requests: ImportRequests,
  ) {}

  readonly unfinished = () => this.requests.unfinished();

  readonly step = async (id: string, signal: AbortSignal, turn?: Turn): Promise<StepResult> => {
    const until = Date.now() + STEP_MS;
    const frozen = await this.prepared(id);
    if (!frozen) return 'done';
    for (let ahead: Ahead | undefined; !signal.aborted && Date.now() < until && !turn?.isOver();) {
      const advanced = await this.advance(frozen, ahead);
      if (advanced === 'done') return 'done';
      ahead = advanced;
    }
    return 'again';
  };

  /**
   * Appends once, while the next people are being decided. The stream's last revision is the only cursor: n is the number of the next item.
   * @param ahead what was decided during the previous append
   */
  private async advance(frozen: FrozenImport, ahead: Ahead | undefined): Promise<Ahead | 'done'> {
    const { importId } = frozen;
    const [last] = await this.store.readStream(importStream(importId), { backwards: true, limit: 1 });
    if (last && ENDS.includes(last.type)) {
      await noteEnd(this.pool, importId, last);
      return 'done';
    }
    const events = last ? await this.next(frozen, last.revision, ahead) : [startedEvent(frozen)];
    const expected = last?.revision ?? NO_STREAM;
    const n = expected + events.length;
    const [items, appended] = await Promise.allSettled([
      last && n < frozen.toDecide ? this.decide(importId, n) : [],
      this.append(importId, expected, events),
    ]);
    // Both have settled before either error is thrown.
    if (appended.status === 'rejected') throw appended.reason;
    if (items.status === 'rejected') throw items.reason;
    return { n, items: items.value };
  }

  private async append(importId: string, expected: number, events: readonly ImportEvent[]): Promise<void> {
    try {
      await this.store.append(importStream(importId), expected, events);
    } catch (error) {
      // Another process appended. Its events are in the stream, and this one continues after them.
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }

  private async next(frozen: FrozenImport, n: number, ahead: Ahead | undefined): Promise<ImportEvent[]> {
    if (n === frozen.toDecide) return [completedEvent(frozen, await this.decided(frozen, n))];
    const items = ahead?.n === n && ahead.items.length > 0 ? ahead.items : await this.decide(frozen.importId, n);
    if (items.length === 0) return [cancelledEvent(frozen, await this.decided(frozen, n))];
    return itemEvents(frozen, items);
  }

  private decide(importId: string, n: number): Promise<DecidedItem[]> {
    return inTransaction(this.pool, (tx) => decideItems(tx, importId, n));
  }

  /** How many of the first n people got which verdict. All of them are in the log. */
  private async decided({ importId }: FrozenImport, n: number): Promise<Decided> {
    const { rows } = await this.pool.query<Decided>(
      `select (count(*) filter (where verdict = 'imported'))::int as imported,
         (count(*) filter (where verdict <> 'imported'))::int as rejected
       from import_item where import_id = $1 and n < $2`,
      [importId, n],
    );
    const [found] = rows;
    return found && found.imported + found.rejected === n ? found : this.decidedInLog(importId, n);
  }

  /** For a database that was restored from before these verdicts, beside a newer log. */
  private async decidedInLog(importId: string, n: number): Promise<Decided> {
    let imported = 0;
    for (let from = 1; from <= n; from += PAGE) {
      const limit = Math.min(PAGE, n + 1 - from);
      const events = await this.store.readStream(importStream(importId), { from, limit });
      imported += events.filter(({ type }) => type === 'UserImported').length;
    }
    return { imported, rejected: n - imported };
  }

  /**
   * The first step of an import, done once: numbers its people and freezes its numbers (line 2 of the protocol, ADR 2).
   * @returns undefined when the import does not exist or has ended
   */
  private async prepared(id: string): Promise<FrozenImport | undefined> {
    await inTransaction(this.pool, (tx) => prepareItems(tx, id));
    const { rows } = await this.pool.query<FrozenImport>(
      `select id as "importId", team_id as "teamId", import_metadata as metadata,
         json_build_object('kind', group_kind, 'id', group_id, 'name', group_name) as group,
         listed, to_decide as "toDecide", already_in_this_team as "alreadyInThisTeam", left_out as "leftOut"
       from roster where id = $1 and import_prepared and import_ended_at is null`,
      [id],
    );
    return rows[0];
  }
}

/** The next items, decided while the ones before were being appended. */
interface Ahead {
  readonly n: number;
  readonly items: readonly DecidedItem[];
}
