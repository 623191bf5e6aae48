import { addresses, withMore, type Addresses } from './addresses.js';
import { nameOf, written, type Name } from './names.js';
import { guid, mix, pick } from './random.js';
import type { UserRow } from './rows.js';
import { CLEAN, GENERAL_USER, ONE_OF_EACH, usualStatus, usualTraits, type Status, type Traits } from './traits.js';
import { SERVICE_ACCOUNTS, TITLES } from './words.js';
import type { Client } from './client.js';

/** What is special about person `index` of the client. */
function traitsOf(seed: number, client: Client, index: number): Traits {
  return settledTraits(client, index) ?? usualTraits(seed, client.id, index);
}

/** The part that filters need. */
export function statusOf(seed: number, client: Client, index: number): Status {
  return settledTraits(client, index) ?? usualStatus(seed, client.id, index);
}

/** The traits that are not random. */
function settledTraits(client: Client, index: number): Traits | null {
  if (client.rows) return traitsOfRow(client.rows[index] ?? {}, client);
  if (client.dirt === 'none') return CLEAN;
  // The first people of a client are its placeholders, one per site; a tiny client keeps room for a real person.
  if (index < client.siteNames.length && index < client.size - 1) return GENERAL_USER;
  return client.dirt === 'usual' ? null : { ...CLEAN, ...pick(ONE_OF_EACH, index - client.siteNames.length) };
}

/** The row of person `index` of the client. */
export function userRow(seed: number, client: Client, index: number): UserRow {
  const given = client.rows?.[index];
  const traits = traitsOf(seed, client, index);
  const chance = mix(seed, client.id, index, 13);
  const name = nameOf(seed, client.id, index);
  const site = siteOf(client, index, chance);
  const generated: UserRow = {
    id: client.firstUserId + index,
    ...nameFields(name, traits, client, index),
    site_id: site.id,
    site_id_int: site.id,
    site_name: site.name,
    client_id: client.id,
    client_name: client.name,
    ...(traits.generalUser ? {} : addressFields(seed, client, index, traits)),
    ...(traits.generalUser || traits.service ? {} : details(seed, client, index, traits)),
    inactive: traits.inactive,
    isserviceaccount: traits.service,
    linked_agent_id: traits.technician ? 1 + (chance % 40) : chance % 2 === 0 ? -1 : 0,
    is_prospect: traits.prospect,
    relationship_id: -1,
    datecreated: created(chance),
    lastlogindate: chance % 4 === 0 ? '0001-01-01T00:00:00' : '1900-01-01T00:00:00',
    use: 'user',
  };
  return given ? { ...generated, emailaddress: undefined, login: undefined, ...given } : generated;
}

/** The clean address of person `index`, unique within the client. */
function ownAddress(seed: number, client: Client, index: number): string {
  if (client.sameAddressesAs) return ownAddress(seed, client.sameAddressesAs, index);
  return client.rows?.[index]?.emailaddress ?? `${nameOf(seed, client.id, index).local}@${client.domain}`;
}

function addressFields(seed: number, client: Client, index: number, traits: Traits): Addresses {
  const chance = mix(seed, client.id, index, 17);
  const own = ownAddress(seed, client, index);
  const borrowed = {
    list: traits.email === 'duplicate' ? addressOfAnother(seed, client, index, chance) : own,
    elsewhere: client.neighbour ? addressOfAnother(seed, client.neighbour, -1, chance) : own,
  };
  const fields = addresses(traits.email, own, borrowed, chance);
  return traits.moreEmails ? withMore(fields, own, client.dirt === 'every' || chance % 2 === 0) : fields;
}

/** The address of another person of the client who has an address of their own. */
function addressOfAnother(seed: number, client: Client, index: number, chance: number): string {
  for (let step = 0; step < client.size; step += 1) {
    const candidate = (chance + step) % client.size;
    const { email, generalUser } = traitsOf(seed, client, candidate);
    if (candidate !== index && email === 'plain' && !generalUser) return ownAddress(seed, client, candidate);
  }
  return ownAddress(seed, client, 0);
}

function nameFields(name: Name, traits: Traits, client: Client, index: number) {
  if (traits.generalUser) return { name: client.generalUserName };
  if (traits.service) return { name: `${pick(SERVICE_ACCOUNTS, index)} ${index}` };
  return written(name, traits.name);
}

function details(seed: number, client: Client, index: number, traits: Traits) {
  const chance = mix(seed, client.id, index, 19);
  return {
    ...(chance % 3 === 0 ? { title: pick(TITLES, chance >>> 4) } : {}),
    ...(chance % 4 === 0 ? { phonenumber: `+99 555 ${String(chance % 1_000_000).padStart(6, '0')}` } : {}),
    ...(chance % 5 < 2 ? { azureoid: guid(seed, client.firstUserId + index) } : {}),
    ...(traits.name === 'long' ? { notes: 'A note without an end. '.repeat(4000) } : {}),
  };
}

function siteOf(client: Client, index: number, chance: number): { id: number; name: string | undefined } {
  const sites = client.siteNames.length;
  // -1 means "no site".
  if (sites === 0 || (client.dirt !== 'none' && index >= sites && chance % 50 === 0))
    return { id: -1, name: undefined };
  const n = index < sites ? index : chance % sites;
  return { id: client.firstSiteId + n, name: client.siteNames[n] };
}

function created(chance: number): string {
  return new Date(Date.UTC(2014, 0, 1) + (chance % 3_900) * 86_400_000 + (chance % 86_399_999))
    .toISOString()
    .replace('Z', '');
}

function traitsOfRow(row: Partial<UserRow>, client: Client): Traits {
  return {
    ...CLEAN,
    generalUser: row.name === client.generalUserName,
    inactive: row.inactive ?? false,
    service: row.isserviceaccount ?? false,
    technician: (row.linked_agent_id ?? 0) > 0,
    prospect: row.is_prospect ?? false,
  };
}
