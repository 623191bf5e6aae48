export { Jobs, type JobsOptions, type StepResult, type Work } from './jobs.js';
