export { ClientChecks } from './import-users/client-checks.js';
export { ConfirmPages } from './import-users/confirm-pages.js';
export { importStream } from './import-users/events-of.js';
export { ImportPreview } from './import-users/import-preview.js';
export { ImportRequests } from './import-users/import-requests.js';
export { ImportUsers } from './import-users/import-users.js';
export { ImportsModule } from './imports.module.js';
export { LEFT_OUT_REASONS, type LeftOutReason } from './left-out/left-out-reason.js';
