export {
  ImportList,
  type ImportListPage,
  type ImportListQuery,
  type ImportOutcome,
  type ImportSummary,
} from './imports/import-list.js';
export { historyControllers, HistoryModule, historyProviders } from './history.module.js';
export { historyProjections } from './projections.js';
export { sentenceOf } from './sentence.js';
