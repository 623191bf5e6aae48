export { ImportsModule } from './imports.module.js';
export { historyProjections } from '../history/index.js';
export type { ImportEvent, RejectionReason } from '../../facts/import-events.js';
