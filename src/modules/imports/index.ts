export { ImportRequests } from './import-users/import-requests.js';
export { ImportsModule } from './imports.module.js';
