import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { inTransaction } from '../../../database/index.js';
import { expireList } from '../expire.js';
import { mayDiscard, type ListToDiscard, type MayDiscard } from './may-discard.js';

/** Throws a list away that no import was requested from, as if it had expired. */
@Injectable()
export class DiscardList {
  constructor(private readonly pool: pg.Pool) {}

  /** A list that is being loaded again counts as loading: its ticks are still needed. Under the lock that a request to import also takes: of the two, the later one finds what the other did. */
  discard(id: string): Promise<MayDiscard> {
    return inTransaction(this.pool, async (tx) => {
      const { rows } = await tx.query<ListToDiscard>(
        `select case when exists (select from roster reload where reload.reload_of = roster.id and reload.status = 'loading')
           then 'loading' else status end as status, import_requested_at is not null as "isRequested", held_by is not null as "isHeld"
         from roster where id = $1 for update`,
        [id],
      );
      const answer = rows[0] ? mayDiscard(rows[0]) : 'gone';
      if (answer === 'yes') await expireList(tx, id);
      return answer;
    });
  }
}
