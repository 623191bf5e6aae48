export { importStream } from './import-users/events-of.js';
export { ImportRequests } from './import-users/import-requests.js';
export { ImportsModule } from './imports.module.js';
