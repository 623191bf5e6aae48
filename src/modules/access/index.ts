export { AccessModule } from './access.module.js';
export { createAuth } from './auth.js';
export { AllowAnyone, AllowRoles, Metadata, SignedIn } from './decorators.js';
export { DEMO_PASSWORD, DEMO_PEOPLE } from './demo.js';
export { PortalUsers, type NewPortalUser } from './portal-users.js';
export { Sessions } from './sessions.js';
export { ROLES, type Role, type Visitor } from './visitor.js';
