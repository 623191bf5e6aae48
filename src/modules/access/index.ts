export { AccessModule } from './access.module.js';
export { createAuth } from './auth.js';
export { DoneAgain } from './kept-form/done-again.js';
export type { KeptForm } from './kept-form/kept-form.js';
export { DEMO_PASSWORD, DEMO_PEOPLE } from './demo.js';
export { PortalUsers, type NewPortalUser } from './portal-users.js';
