import type pg from 'pg';

/** What Teams must know of imports, which know Teams: the imports module provides it. */
export abstract class RunningImports {
  /**
   * Whether an import into this Team was requested and has not ended. Under the Team's exclusive lock the answer holds until the
   * transaction ends.
   */
  abstract runInto(tx: pg.PoolClient, teamId: string): Promise<boolean>;
}
