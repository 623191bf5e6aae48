import pg from 'pg';

const BEGIN = 'begin isolation level read committed';
const IN_ORDER = '; set local enable_sort = off';

export interface TransactionOptions {
  /**
   * Whether the commit waits for the disk. If not, a crash of PostgreSQL within about half a second undoes the whole transaction: use this
   * only for work that is then repeated automatically.
   */
  readonly durable?: boolean;
  /**
   * Reads rows in the order of an index, without sorting. For pages: a planner that expects few rows would sort a whole list to show a
   * hundred of them.
   */
  readonly inOrder?: boolean;
}

/**
 * Runs `work` in a transaction (READ COMMITTED) on a connection of the pool: commits when it resolves, rolls back and rethrows when it
 * rejects. Inside, use only `tx`: taking a second connection while holding this one can exhaust the pool.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: pg.PoolClient) => Promise<T>,
  { durable = true, inOrder = false }: TransactionOptions = {},
): Promise<T> {
  const tx = await pool.connect();
  // A connection that dies between two queries emits an error here. Without a listener that would crash the process.
  const ignore = () => undefined;
  tx.on('error', ignore);
  let broken = true;
  try {
    await tx.query(BEGIN + (durable ? '' : '; set local synchronous_commit = off') + (inOrder ? IN_ORDER : ''));
    const result = await work(tx);
    const { command } = await tx.query('commit');
    // PostgreSQL answers a commit with ROLLBACK, and no error, if a statement failed and `work` continued anyway.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it had failed.');
    broken = false;
    return result;
  } catch (error) {
    broken = await tx.query('rollback').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    tx.off('error', ignore);
    tx.release(broken);
  }
}
