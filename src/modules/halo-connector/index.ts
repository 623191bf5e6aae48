export { baseUrlFor, hostedTenant, normaliseBaseUrl } from './base-url.js';
export type { ConnectionProbe, RowsSeen } from './connection-probe.js';
export { HaloError } from './errors.js';
export type { Resolver, ResolvedAddress } from './guard.js';
export { HaloConnector } from './halo-connector.js';
export type { HaloConnectorOptions, HaloTimeouts } from './options.js';
export type { HaloObserver, HaloWait, StatedLimit } from './observer.js';
export { Party } from './party.js';
export { FIRST_READING, readOn, type Reading, type ReadOn } from './reading.js';
export {
  RequestBudget,
  type BudgetUse,
  type Priority,
  type Share,
  type SlotOrWait,
  type Wish,
} from './request-budget.js';
export { Secret } from './secret.js';
export type { Group, GroupList, HaloCredentials, HaloPerson, PeopleOf, Site, SiteList, UsersPage } from './types.js';
export { PostgresRequestBudget } from './budget/index.js';
