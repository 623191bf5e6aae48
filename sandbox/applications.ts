import { guid } from './data/random.js';
import type { Application, Applications } from './types.js';

/** Areas with a `read:` and an `edit:` scope in HaloPSA. There is no `read:users`: users belong to `read:customers`. */
const AREAS = [
  ...[
    'agents',
    'assets',
    'calendar',
    'contracts',
    'crm',
    'customers',
    'distributionlists',
    'events',
    'invoices',
    'items',
    'kb',
  ],
  ...[
    'mailcampaign',
    'pos',
    'projects',
    'quotes',
    'reporting',
    'sales',
    'software',
    'softwarelicensing',
    'sos',
    'suppliers',
  ],
  ...['tickets', 'timesheets'],
];

/** Scopes that every token answer contains in addition to the requested ones. */
export const ECHOED = ['openid', 'email', 'profile', 'offline_access', 'roles'] as const;

/** The scopes that HaloPSA knows. Any other is `invalid_scope`. */
export const SCOPES: readonly string[] = [
  ...[
    'all',
    'all:standard',
    'all:teams',
    'admin',
    'admin:webhooks',
    'access:chat',
    'access:adpasswordreset',
    'editMine:timesheets',
  ],
  ...AREAS.flatMap((area) => [`read:${area}`, `edit:${area}`]),
  ...ECHOED,
];

/** Whether clients, sites and users may be read with these scopes. */
export function coversCustomers(scopes: readonly string[]): boolean {
  return scopes.some(
    (scope) => scope === 'all' || scope === 'all:standard' || scope === 'read:customers' || scope === 'edit:customers',
  );
}

/** Distribution lists have a scope of their own, which the one for customers does not include. */
export function coversLists(scopes: readonly string[]): boolean {
  return scopes.some(
    (scope) => scope === 'all' || scope === 'read:distributionlists' || scope === 'edit:distributionlists',
  );
}

/** The applications of the tenant; ids and secrets follow from the seed. */
export function makeApplications(seed: number): Applications {
  const make = (which: number, rest: Partial<Application> = {}): Application => ({
    clientId: guid(seed, which * 10),
    clientSecret: `${guid(seed, which * 10 + 1)}-${guid(seed, which * 10 + 2)}`,
    scopes: SCOPES,
    ungranted: 'left-out',
    sees: 'everything',
    expired: false,
    ...rest,
  });
  const withoutLists = { scopes: ['read:customers', 'read:tickets'] };
  return {
    main: make(1),
    withoutCustomers: make(2, { scopes: ['read:tickets', 'read:calendar'] }),
    blindAgent: make(3, { sees: 'nothing' }),
    notAnAgent: make(4, { sees: 'forbidden' }),
    expired: make(5, { expired: true }),
    withoutLists: make(6, withoutLists),
    strict: make(7, { ...withoutLists, ungranted: 'refused' }),
  };
}
