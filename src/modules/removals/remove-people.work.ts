import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../database/index.js';
import { EventStore, NO_STREAM, WrongExpectedRevision, type NewEvent } from '../../event-store/index.js';
import type { StepResult, Turn, Work } from '../../jobs/index.js';
import { accountStream } from '../teams/index.js';
import { beginItems, noteOutcomes, notYetGone } from './items.js';
import { endedEvent, removalStream, removedEvent, startedEvent } from './events-of.js';
import type { ItemOutcome, Removal, RemovalItem } from './removal-types.js';
import { Removals } from './removals.js';

const STEP_MS = 20_000;
/** So many appends at once: each is a request of its own, and other work needs connections of the pool too. */
const SIDE_BY_SIDE = 4;
/** How long the list of members usually takes. */
const SOON_MS = 200;

/** Removes people. A kill at any moment loses nothing and removes no one whom the admin did not see: docs/adr/0024-removing-many-people.md. */
@Injectable()
export class RemovePeopleWork implements Work {
  readonly queue = 'remove-people';
  readonly workers = 2;

  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly removals: Removals,
  ) {}

  readonly unfinished = () => this.removals.unfinished();

  readonly step = async (id: string, signal: AbortSignal, turn?: Turn): Promise<StepResult> => {
    const until = Date.now() + STEP_MS;
    const removal = await this.requested(id);
    if (!removal) return 'done';
    while (!signal.aborted && Date.now() < until && !turn?.isOver()) {
      const advanced = await this.advance(removal);
      if (advanced !== 'again') return advanced;
    }
    return 'again';
  };

  /** Line 3: its own stream says where it is, and nothing else. */
  private async advance(removal: Removal): Promise<StepResult> {
    const stream = removalStream(removal);
    const [last] = await this.store.readStream(stream, { backwards: true, limit: 1 });
    if (!last) return this.append(stream, NO_STREAM, startedEvent(removal)).then(() => 'again');
    if (last.type !== 'RemovalStarted') {
      await this.pool.query('update removal set ended_at = $2 where id = $1 and ended_at is null', [
        removal.id,
        last.recordedAt,
      ]);
      return 'done';
    }
    const items = await inTransaction(this.pool, (tx) => beginItems(tx, removal.id));
    if (items.length > 0) return this.remove(removal, items).then(() => 'again');
    // Line 7
    if (await notYetGone(this.pool, removal.id)) return { notBefore: new Date(Date.now() + SOON_MS) };
    const ended = endedEvent(removal, await this.removals.sum(removal.id));
    await this.append(stream, last.revision, ended);
    return 'again';
  }

  private async remove(removal: Removal, items: readonly RemovalItem[]): Promise<void> {
    for (let from = 0; from < items.length; from += SIDE_BY_SIDE) {
      const some = items.slice(from, from + SIDE_BY_SIDE);
      const settled = await Promise.allSettled(some.map((item) => this.removeOne(removal, item)));
      const outcomes = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      await noteOutcomes(this.pool, removal.id, outcomes);
      for (const each of settled) if (each.status === 'rejected') throw each.reason;
    }
  }

  /** Lines 5 and 6: a conflict is final. If another process removed the person under this very id, the append succeeds again. */
  private async removeOne(removal: Removal, item: RemovalItem): Promise<{ n: number; outcome: ItemOutcome }> {
    const appended = await this.append(accountStream(item.accountId), item.revision, removedEvent(removal, item));
    return { n: item.n, outcome: appended ? 'done' : 'changed' };
  }

  /** @returns false if the stream is at another revision */
  private async append(stream: string, revision: number, event: NewEvent): Promise<boolean> {
    try {
      await this.store.append(stream, revision, [event]);
      return true;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      return false;
    }
  }

  private async requested(id: string): Promise<Removal | undefined> {
    const { rows } = await this.pool.query<Removal>(
      `select id, reseller_id as "resellerId", team_id as "teamId", undo_of as "undoOf", metadata, people
       from removal where id = $1 and ended_at is null`,
      [id],
    );
    return rows[0];
  }
}
