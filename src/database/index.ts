export { createPool } from './pool.js';
export { migrate, newDatabase, ormOptions } from './orm.js';
export { prepareDatabase } from './prepare.js';
export { powersOf, whyTooPowerful } from './roles.js';
export { assertUsable } from './usable.js';
export { startEmbeddedPostgres, stopEmbeddedPostgres, type EmbeddedPostgres } from '../boot/embedded-postgres/index.js';
