import type { GroupsFault } from '../../facts/index.js';
import { HaloError } from '../halo-connector/index.js';
import { SecretDoesNotOpen } from './sealing/seal.js';

/** Why HaloPSA was not asked, or did not answer. */
export interface LoadFault {
  readonly fault: GroupsFault;
  /** with `rate-limited`, and with `halo-error` where HaloPSA says it: not before this moment */
  readonly retryAt: Date | undefined;
}

/** @throws the error itself when it is neither HaloPSA's nor that of a secret that cannot be used */
export function loadFaultOf(error: unknown): LoadFault {
  if (error instanceof HaloError) return { fault: error.code, retryAt: error.retryAt };
  if (error instanceof SecretDoesNotOpen) return { fault: error.fault, retryAt: undefined };
  throw error;
}
