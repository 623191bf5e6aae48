export { baseUrlFor, normaliseBaseUrl, type BaseUrlProblem } from './base-url.js';
export { HaloError, type HaloFault } from './errors.js';
export { pageOutcome, type PageFacts } from './page-outcome.js';
export { Secret } from './secret.js';
export type { Group, HaloCredentials, HaloPerson, UsersPage } from './types.js';
