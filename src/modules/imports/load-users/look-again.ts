import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { EventStore, inTransaction } from '../../../event-store/index.js';
import { Rosters, type Roster } from './rosters.js';
import { counted } from './verdicts.js';

const AFTER_MS = 60_000;

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
    return this.look(roster, null, await this.store.head());
  }

  /** The whole list, when that was more than a minute ago and anything was recorded since. */
  async whenOld(roster: Roster): Promise<Roster> {
    if (roster.judgedAt && Date.now() - roster.judgedAt.getTime() < AFTER_MS) return roster;
    const head = await this.store.head();
    return roster.judgedHead === head ? roster : this.look(roster, null, head);
  }

  /** @param haloIds of people whose verdict was seen to be another than is written down */
  async atSome(roster: Roster, haloIds: readonly number[]): Promise<Roster> {
    return haloIds.length > 0 ? this.look(roster, haloIds, roster.judgedHead) : roster;
  }

  private async look(roster: Roster, haloIds: readonly number[] | null, head: string | null): Promise<Roster> {
    await inTransaction(this.pool, async (tx) => {
      await tx.query('update roster set judged_head = $2 where id = $1', [roster.id, head]);
      await counted(tx, roster, haloIds);
    });
    return (await this.rosters.byId(roster.id)) ?? roster;
  }
}
