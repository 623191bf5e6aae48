import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Roster } from './roster.js';
import { inTransaction } from '../../database/index.js';
import { EventStore } from '../../event-store/index.js';
import { Rosters } from './rosters.js';
import { keepingCounts } from './red-x.js';

const AFTER_MS = 60_000;

/** A page does not wait for a transaction that is at work on its list. It shows the rows as they are, and the counts of the last look. */
const UNLESS_HELD = 'skip locked';

/** Others import while a list is open: brings what is written down of its verdicts, and the counts, up to date. */
@Injectable()
export class LookAgain {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly rosters: Rosters,
  ) {}

  /** The whole list, which takes the longer the longer it is: for who needs the numbers as they are. @returns the roster with them */
  async atAll(roster: Roster): Promise<Roster> {
    return this.look(roster, null, await this.store.head(), '');
  }

  /** The whole list, when that was more than a minute ago and anything was recorded since. */
  async whenOld(roster: Roster): Promise<Roster> {
    if (roster.judgedAt && Date.now() - roster.judgedAt.getTime() < AFTER_MS) return roster;
    const head = await this.store.head();
    return roster.judgedHead === head ? roster : this.look(roster, null, head, UNLESS_HELD);
  }

  /** @param haloIds of people whose verdict was seen to be another than is written down */
  async atSome(roster: Roster, haloIds: readonly number[]): Promise<Roster> {
    return haloIds.length > 0 ? this.look(roster, haloIds, roster.judgedHead, UNLESS_HELD) : roster;
  }

  private async look(
    roster: Roster,
    haloIds: readonly number[] | null,
    head: string | null,
    wait: '' | typeof UNLESS_HELD,
  ): Promise<Roster> {
    const looked = await inTransaction(this.pool, async (tx) => {
      const held = await tx.query(`select from roster where id = $1 for update ${wait}`, [roster.id]);
      if (held.rowCount === 0) return false;
      await tx.query('update roster set judged_head = $2 where id = $1', [roster.id, head]);
      await keepingCounts(tx, roster, haloIds);
      return true;
    });
    return (looked && (await this.rosters.byId(roster.id))) || roster;
  }
}
