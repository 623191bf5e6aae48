import pg from 'pg';

/**
 * The only connection pool of a process. The event store, the read models, MikroORM, better-auth and pg-boss share it, so that eight
 * processes stay under PostgreSQL's default limit of 100 connections (one more per process listens for events). A rebuild of all lists
 * takes one for each of them, and one to read.
 */
export function createPool(connectionString: string, max = 11): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: 'reseller-portal',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // A transaction left open would hold its locks forever.
    idle_in_transaction_session_timeout: 60_000,
    // A page is read in the order of an index and stops after a hundred rows. A planner that expects fewer rows collects and sorts the
    // whole list instead, and its estimate for a new list is a guess (docs/adr/0012-statements-over-a-new-list.md).
    options: '-c enable_bitmapscan=off',
  });
  // Without a listener, a connection that the server drops would crash the process if it is idle, or checked out without a running query.
  // The error surfaces in the next query.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
