import { until, type WholePortal } from '../support/portal.js';

/**
 * Stops the portal at the moment when it is about to append an event of one type, so that a test can do something in the middle of an
 * import. An append gives up after ten seconds, so hold it for less.
 */
export class Gate {
  private constructor(
    private readonly portal: WholePortal,
    private readonly type: string,
    /** lets the portal continue */
    readonly open: () => Promise<void>,
  ) {}

  static async before(portal: WholePortal, type: string): Promise<Gate> {
    const { pool } = portal.db;
    await pool.query(`
      create or replace function wait_at_gate() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(hashtext(new.type));
        return new;
      end $$;
      create or replace trigger gate before insert on log.event for each row execute function wait_at_gate()`);
    const holder = await pool.connect();
    await holder.query('select pg_advisory_lock(hashtext($1))', [type]);
    let closed = true;
    const open = async () => {
      if (!closed) return;
      closed = false;
      await holder.query('select pg_advisory_unlock(hashtext($1))', [type]);
      holder.release();
    };
    return new Gate(portal, type, open);
  }

  /** Waits until a request is at the gate. */
  reached(): Promise<void> {
    const waiting = `select from pg_locks where locktype = 'advisory' and not granted and mode = 'ShareLock'
      and database = (select oid from pg_database where datname = current_database())`;
    return until(
      async () => ((await this.portal.db.pool.query(waiting)).rowCount ?? 0) > 0,
      `${this.type} is about to be appended`,
    );
  }
}
