export { createPool } from './pool.js';
export { migrate, ormOptions } from './orm.js';
export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
