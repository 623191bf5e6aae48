import { guid } from './data/random.js';
import type { Application, Applications } from './types.js';

/** Scopes that HaloPSA knows. There is no `read:users`: users belong to `read:customers`. */
export const SCOPES = [
  'all',
  'all:standard',
  'all:teams',
  'admin',
  'read:customers',
  'edit:customers',
  'read:tickets',
  'edit:tickets',
  'read:calendar',
  'edit:calendar',
  'read:crm',
  'edit:crm',
  'read:assets',
  'edit:assets',
  'read:distributionlists',
  'edit:distributionlists',
] as const;

/** Whether clients, sites and users may be read with these scopes. */
export function coversCustomers(scopes: readonly string[]): boolean {
  return scopes.some(
    (scope) => scope === 'all' || scope === 'all:standard' || scope === 'read:customers' || scope === 'edit:customers',
  );
}

/** The applications of the tenant; ids and secrets follow from the seed. */
export function makeApplications(seed: number): Applications {
  const make = (which: number, rest: Partial<Application> = {}): Application => ({
    clientId: guid(seed, which * 10),
    clientSecret: `${guid(seed, which * 10 + 1)}-${guid(seed, which * 10 + 2)}`,
    scopes: SCOPES,
    sees: 'everything',
    expired: false,
    ...rest,
  });
  return {
    main: make(1),
    withoutCustomers: make(2, { scopes: ['read:tickets', 'read:calendar'] }),
    blindAgent: make(3, { sees: 'nothing' }),
    notAnAgent: make(4, { sees: 'forbidden' }),
    expired: make(5, { expired: true }),
  };
}
