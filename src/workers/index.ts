export { Heartbeat } from './heartbeat.js';
export { Workers } from './workers.js';
