export { baseUrlFor, normaliseBaseUrl, type BaseUrlProblem } from './base-url.js';
export type { Discovered } from './discovery.js';
export { HaloError, type HaloFault } from './errors.js';
export type { Resolver, ResolvedAddress } from './guard.js';
export { HaloConnector, type HaloConnectorOptions, type HaloTimeouts } from './halo-connector.js';
export { pageOutcome, type PageFacts } from './page-outcome.js';
export { Secret } from './secret.js';
export { SCOPE } from './tokens.js';
export type { Group, HaloCredentials, HaloPerson, UsersPage } from './types.js';
