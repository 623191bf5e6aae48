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
  });
  // Without a listener, a connection that the server drops while idle would end the process.
  pool.on('error', () => undefined);
  return pool;
}
