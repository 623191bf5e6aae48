export { Jobs } from './jobs.js';
export { JobsModule } from './jobs.module.js';
export type { StepResult, Task, Turn, Work } from './work.js';
