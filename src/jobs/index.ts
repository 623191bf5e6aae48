export { Jobs } from './jobs.js';
export type { StepResult, Task, Turn, Work } from './work.js';
