export type { MetricsListener } from './listener.js';
export { Metrics } from './metrics.js';
export { observeAppends } from './observe-appends.js';
export { readHealth } from './readings.js';
export { metricsBesidePages, serveBesidePages, servedMetrics } from './served.js';
