export { createPool } from './pool.js';
export { migrate, newDatabase, ormOptions } from './orm.js';
export { prepareDatabase } from './prepare.js';
export { powersOf, whyTooPowerful } from './roles.js';
export { assertUsable } from './usable.js';
export { addRows, fillBy } from './add-rows.js';
export { deleteOld } from './delete-old.js';
export { inTransaction } from './transaction.js';
