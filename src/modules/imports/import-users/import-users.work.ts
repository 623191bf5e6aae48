import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { EventStore, inTransaction, NO_STREAM, WrongExpectedRevision } from '../../../event-store/index.js';
import type { StepResult, Work } from '../../../jobs/index.js';
import type { ImportEvent } from '../events.js';
import { decideItems } from './decide-items.js';
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
import { prepareItems } from './prepare.js';

const STEP_MS = 20_000;
const ENDS: readonly string[] = ['ImportCompleted', 'ImportCancelled'] satisfies ImportEvent['type'][];

/** Imports people, so that a kill at any moment loses nothing and makes nobody twice: docs/adr/0002-claims-and-the-import-protocol.md. */
@Injectable()
export class ImportUsersWork implements Work {
  readonly queue = 'import-users';

  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly requests: ImportRequests,
  ) {}

  readonly unfinished = () => this.requests.unfinished();

  readonly step = async (id: string, signal: AbortSignal): Promise<StepResult> => {
    const until = Date.now() + STEP_MS;
    const frozen = await this.frozen(id);
    if (!frozen) return 'done';
    while (!signal.aborted && Date.now() < until) {
      if (await this.advance(frozen)) return 'done';
    }
    return 'again';
  };

  /** One append. The stream's last revision is the only cursor: n is the number of the next item. @returns true at the end */
  private async advance(frozen: FrozenImport): Promise<boolean> {
    const [last] = await this.store.readStream(importStream(frozen.importId), { backwards: true, limit: 1 });
    if (last && ENDS.includes(last.type)) {
      await this.pool.query('update roster set import_ended_at = $2 where id = $1 and import_ended_at is null', [
        frozen.importId,
        last.recordedAt,
      ]);
      return true;
    }
    const events = last ? await this.next(frozen, last.revision) : [startedEvent(frozen)];
    try {
      await this.store.append(importStream(frozen.importId), last?.revision ?? NO_STREAM, events);
    } catch (error) {
      // Somebody else appended: what they did stands in the stream, and this goes on from there.
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
    return false;
  }

  private async next(frozen: FrozenImport, n: number): Promise<ImportEvent[]> {
    if (n === frozen.toDecide) return [completedEvent(frozen, await this.decided(frozen, n))];
    const items = await inTransaction(this.pool, (tx) => decideItems(tx, frozen.importId, n));
    if (items.length === 0) return [cancelledEvent(frozen, await this.decided(frozen, n))];
    return itemEvents(frozen, items);
  }

  private async decided({ importId }: FrozenImport, n: number): Promise<Decided> {
    const { rows } = await this.pool.query<Decided>(
      `select (count(*) filter (where verdict = 'imported'))::int as imported,
         (count(*) filter (where verdict <> 'imported'))::int as rejected
       from import_item where import_id = $1 and n < $2`,
      [importId, n],
    );
    return rows[0] ?? { imported: 0, rejected: 0 };
  }

  /** What the first step froze, after it was done. @returns undefined when there is no such import, or it has ended */
  private async frozen(id: string): Promise<FrozenImport | undefined> {
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
