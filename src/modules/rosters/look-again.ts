import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Roster } from './roster.js';
import { inTransaction } from '../../database/index.js';
import { EventStore, inTime, type Position } from '../../event-store/index.js';
import { Rosters } from './rosters.js';
import { keepingCounts } from './red-x.js';

const AFTER_MS = 60_000;
const PATIENCE_MS = 1_000;

/** A page does not wait for a transaction that holds its list. It shows the current rows, with the counts of the last look. */
const UNLESS_HELD = 'skip locked';

/** Other imports claim addresses while a list is open. This updates the stored verdicts of the list, and its counts. */
@Injectable()
export class LookAgain {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    private readonly rosters: Rosters,
  ) {}

  /** The whole list, which takes longer the longer it is: for callers that need exact numbers. @returns the updated roster */
  async atAll(roster: Roster): Promise<Roster> {
    return this.look(roster, null, await this.head(), '');
  }

  /** The whole list, if the last look is more than a minute ago and an event was recorded since. */
  async whenOld(roster: Roster): Promise<Roster> {
    if (roster.judgedAt && Date.now() - roster.judgedAt.getTime() < AFTER_MS) return roster;
    const head = await this.head();
    return roster.judgedHead === head ? roster : this.look(roster, null, head, UNLESS_HELD);
  }

  /** Null while the log is away: claims are in the database, so a list can be looked at without it. */
  private async head(): Promise<Position | null> {
    return (await inTime(this.store.head(), PATIENCE_MS)) ?? null;
  }

  /** @param haloIds people whose stored verdict was found to be outdated */
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
