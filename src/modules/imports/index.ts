export { importStream } from './import-users/events-of.js';
export { ImportRequests } from './import-users/import-requests.js';
export { ImportsModule } from './imports.module.js';
export { LEFT_OUT_REASONS, type LeftOutReason } from './left-out/left-out-reason.js';
