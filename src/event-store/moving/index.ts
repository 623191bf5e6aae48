export { listsOfAnotherLog } from './lists.js';
export { moveLog, type MoveWatch } from './move-log.js';
export { MoveRefused, type Direction, type Plan } from './plan.js';
