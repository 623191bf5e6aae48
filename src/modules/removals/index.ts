export { RemovalsModule } from './removals.module.js';
export { Removals } from './removals.js';
export { UndoOfImport } from './undo-of-import.js';
