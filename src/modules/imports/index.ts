export type { ImportEvent, ImportPerson, RejectionReason } from './events.js';
