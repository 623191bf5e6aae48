import type { World } from './data/world.js';
import type { FaultControl } from './faults.js';
import type { RequestLog } from './request-log.js';
import type { Applications } from './types.js';

/** A running sandbox, for tests and the demo. */
export interface Sandbox {
  /** The base URL, for instance `http://127.0.0.1:4010`, including its path if it has one. */
  readonly url: string;
  /** The base URL without the path: the origin of `/sandbox/…`. */
  readonly origin: string;
  readonly port: number;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly applications: Applications;
  /** The data itself, to compare with what a client received. */
  readonly world: World;
  readonly faults: FaultControl;
  readonly requests: RequestLog;
  /** Expires every token issued so far. */
  expireTokens(): void;
  /** Stops listening and drops all connections: new ones are refused (ECONNREFUSED). */
  refuse(): Promise<void>;
  /** Listens again, on the same port. */
  accept(): Promise<void>;
  close(): Promise<void>;
}
