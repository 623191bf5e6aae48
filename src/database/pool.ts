import pg from 'pg';

/**
 * The one pool of connections of a process: the event store, the read models, MikroORM, better-auth and pg-boss share it, so that eight
 * processes stay under PostgreSQL's default limit of 100 connections (one more per process listens for events).
 */
export function createPool(connectionString: string, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: 'reseller-portal',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // A transaction that was left open would hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
    // A page is read in the order of an index and ends after a hundred rows. A planner that expects fewer rows than that gathers and sorts
    // the whole list instead, and what it expects of a new list is a guess (docs/adr/0012-statements-over-a-new-list.md).
    options: '-c enable_bitmapscan=off',
  });
  // Without a listener, a connection that the server drops would end the process: one that is idle, or one that is in somebody's hands
  // and has no query under way. Who uses it next hears of it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
