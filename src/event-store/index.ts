export * from './types.js';
export { PostgresEventStore } from './postgres.js';
export { inTransaction } from './transaction.js';
export { handle, record, type Decider } from './decider.js';
export { appendNext } from './append-next.js';
export { Outbox, type ToStage } from './outbox.js';
export { rebuild, type Projection } from './projection.js';
export { ProjectionRunner, type ProjectionStatus } from './projection-runner.js';
export { describe, isTransient, type Log } from './faults.js';
