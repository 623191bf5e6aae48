export { ImportList, type ImportListQuery } from './imports/import-list.js';
export { historyControllers, HistoryModule, historyProviders } from './history.module.js';
export { historyProjections } from './projections.js';
