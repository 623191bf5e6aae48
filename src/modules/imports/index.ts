export { ImportsModule } from './imports.module.js';
export { historyProjections } from './history/history.js';
export type { ImportEvent, RejectionReason } from './events.js';
