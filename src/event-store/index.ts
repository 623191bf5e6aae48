export * from './types.js';
export { PostgresEventStore } from './postgres.js';
export { handle, record, type Decider } from './decider.js';
export { appendNext } from './append-next.js';
export { Outbox, type ToStage } from './outbox.js';
export type { Projection } from './projections/projection.js';
export { rebuild, type Watch } from './rebuild/rebuild.js';
export { ProjectionRunner, type ProjectionStatus } from './projections/projection-runner.js';
export { describe, isTransient, type Log } from './faults.js';
