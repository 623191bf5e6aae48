export { AllowAnyone, AllowRoles, Metadata, SignedIn } from './decorators.js';
export { ROLES, type Role, type Visitor } from './visitor.js';
