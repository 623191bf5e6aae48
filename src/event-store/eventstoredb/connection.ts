import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';

/** A connection string without credentials, and the credentials apart, for the calls. */
export interface Address {
  readonly url: string;
  readonly credentials: Credentials;
}

/** A server in insecure mode ignores them, but without any the client sends appends through one stream of the whole process. */
const NO_CREDENTIALS: Credentials = { username: '', password: '' };

const NO_ADDRESS = 'EVENT_STORE_URL is no address of an EventStoreDB (esdb://host:2113?tls=true).';

/**
 * Separates the credentials from a connection string: each call carries them, so the client has no secret that it could log.
 * @throws Error that does not quote the address
 */
export function addressOf(connectionString: string): Address {
  const parts = /^(esdb(?:\+discover)?:\/\/)(?:([^@/?:]+):([^@/?]+)@)?([^@]+)$/.exec(connectionString.trim());
  const [, scheme, username, password, rest] = parts ?? [];
  if (scheme === undefined || rest === undefined) throw new Error(NO_ADDRESS);
  if (username === undefined || password === undefined) return { url: scheme + rest, credentials: NO_CREDENTIALS };
  try {
    const credentials = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
    return { url: scheme + rest, credentials };
  } catch {
    throw new Error(`${NO_ADDRESS} A % in its user name or password is written as %25.`);
  }
}

/** @throws Error that does not quote the address */
export function connect({ url }: Address): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch {
    throw new Error(NO_ADDRESS);
  }
}

/** The hosts of a connection string, for messages. */
export function hostOf(connectionString: string): string {
  return /^[^/]*\/\/([^/?]+)/.exec(addressOf(connectionString).url)?.[1] ?? '';
}
