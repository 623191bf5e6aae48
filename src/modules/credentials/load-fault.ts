import type { GroupsFault } from '../../facts/index.js';
import { HaloError } from '../halo-connector/index.js';
import { SecretDoesNotOpen } from './sealing/seal.js';

/** Why no request was made to HaloPSA, or why it failed. */
export interface LoadFault {
  readonly fault: GroupsFault;
  /** with `rate-limited`, and with `halo-error` if HaloPSA says so: do not retry before this time */
  readonly retryAt?: Date | undefined;
  /** with a fault of the sign-in: the origin that HaloPSA wants the secret sent to, or that it was sent to */
  readonly signInOrigin?: string | undefined;
}

/** @throws the error itself if it comes neither from HaloPSA nor from an unusable secret */
export function loadFaultOf(error: unknown): LoadFault {
  if (error instanceof HaloError) return { fault: error.code, retryAt: error.retryAt, signInOrigin: error.origin };
  if (error instanceof SecretDoesNotOpen) return { fault: error.fault };
  throw error;
}
