export { createPool } from './pool.js';
export { migrate, newDatabase, ormOptions } from './orm.js';
export { assertUsable } from './usable.js';
export { startEmbeddedPostgres, stopEmbeddedPostgres, type EmbeddedPostgres } from './embedded/index.js';
