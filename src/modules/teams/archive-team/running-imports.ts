import type pg from 'pg';

/** What Teams needs to know about imports. Imports depends on Teams, so the imports module provides the implementation. */
export abstract class RunningImports {
  /**
   * Whether an import into this Team was requested and has not ended. Under the Team's exclusive lock, the answer holds until the
   * transaction ends.
   */
  abstract runInto(tx: pg.PoolClient, teamId: string): Promise<boolean>;
}
