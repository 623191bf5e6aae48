export { ImportList, type ImportListQuery } from './imports/import-list.js';
export { HistoryModule } from './history.module.js';
export { historyProjections } from './projections.js';
