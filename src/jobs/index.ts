export { Jobs, type StepResult, type Work } from './jobs.js';
