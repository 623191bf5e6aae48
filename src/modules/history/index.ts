export { HistoryModule } from './history.module.js';
export { historyProjections } from './projections.js';
