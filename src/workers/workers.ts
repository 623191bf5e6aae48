import type pg from 'pg';
import type { Role } from '../config.js';

/** How long a worker may be silent before it counts as missing: six beats. In seconds. */
const PATIENCE_S = 30;

/** Knows whether any process currently applies events and runs jobs. */
export class Workers {
  constructor(
    private readonly pool: pg.Pool,
    private readonly role: Role,
  ) {}

  /**
   * Whether no worker was seen for 30 seconds, by the database's clock. A process that is a worker itself need not ask.
   * @throws if the database cannot be reached
   */
  async areMissing(): Promise<boolean> {
    if (this.role !== 'web') return false;
    const { rows } = await this.pool.query<{ missing: boolean }>(
      `select not exists (select from worker where seen_at > now() - make_interval(secs => $1)) as missing`,
      [PATIENCE_S],
    );
    return rows[0]?.missing === true;
  }
}
