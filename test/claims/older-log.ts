import type pg from 'pg';
import type { StandIn } from '../event-store/stand-in/stand-in.js';

/** The log of a test, in one of the two stores, as a backup keeps it: by its length. */
export class OlderLog {
  constructor(
    private readonly pool: pg.Pool,
    private readonly standIn: StandIn | undefined,
  ) {}

  async length(): Promise<number> {
    if (this.standIn) return this.standIn.log.events.length;
    return (await this.pool.query('select from log.event')).rowCount ?? 0;
  }

  /** Restores a backup. Needs a superuser, because the table refuses it otherwise. */
  async restore(length: number): Promise<void> {
    if (this.standIn) return this.standIn.log.cutTo(length);
    await this.pool.query('alter table log.event disable trigger append_only');
    await this.pool.query('delete from log.event where position > $1', [length]);
    await this.pool.query('alter table log.event enable always trigger append_only');
  }
}
