import type { World } from './data/world.js';
import type { FaultControl } from './faults.js';
import type { RequestLog } from './request-log.js';
import type { Applications } from './types.js';

/** A sandbox that listens, as tests and the demo hold it. */
export interface Sandbox {
  /** The base URL, for instance `http://127.0.0.1:4010`, with the path that it lies below, if any. */
  readonly url: string;
  /** The same without the path: where `/sandbox/…` is. */
  readonly origin: string;
  readonly port: number;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly applications: Applications;
  /** What is true, to compare with what was received. */
  readonly world: World;
  readonly faults: FaultControl;
  readonly requests: RequestLog;
  /** Every token given out so far is expired from now on. */
  expireTokens(): void;
  /** Stops listening and drops all connections: further ones are refused (ECONNREFUSED). */
  refuse(): Promise<void>;
  /** Listens again, on the same port. */
  accept(): Promise<void>;
  close(): Promise<void>;
}
