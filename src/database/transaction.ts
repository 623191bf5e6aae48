import pg from 'pg';

const BEGIN = 'begin isolation level read committed';
const IN_ORDER = '; set local enable_sort = off';

export interface TransactionOptions {
  /**
   * Whether the commit waits for the disk. Without that, a crash of PostgreSQL within about half a second takes the transaction back as a
   * whole: for what would then be done again by itself.
   */
  readonly durable?: boolean;
  /**
   * Rows are read in the order of an index and never sorted. For pages: a planner that expects few rows would sort a whole list to show a
   * hundred of it.
   */
  readonly inOrder?: boolean;
}

/**
 * Runs `work` in a transaction (READ COMMITTED) on a connection of the pool: commits when it resolves, rolls back and rethrows when it
 * rejects. Inside, use `tx` only: a second connection of the pool taken while this one waits is how pools run dry.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: pg.PoolClient) => Promise<T>,
  { durable = true, inOrder = false }: TransactionOptions = {},
): Promise<T> {
  const tx = await pool.connect();
  // A connection that dies between two queries reports it here; without a listener that would end the process.
  const ignore = () => undefined;
  tx.on('error', ignore);
  let broken = true;
  try {
    await tx.query(BEGIN + (durable ? '' : '; set local synchronous_commit = off') + (inOrder ? IN_ORDER : ''));
    const result = await work(tx);
    const { command } = await tx.query('commit');
    // PostgreSQL answers so, without an error, when a statement had failed and `work` went on regardless.
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
