import { HaloError } from './errors.js';

/** Details of faults that occur before a connection is open, or because its certificate is rejected. */
const NOTHING_SENT =
  /^(own limit|name service|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** Whether a request may have reached the server although no answer came. True when in doubt. */
export function mayHaveArrived(error: unknown): boolean {
  if (!(error instanceof HaloError)) return true;
  if (error.code === 'address-not-allowed' || error.code === 'unknown-host') return false;
  return !NOTHING_SENT.test(error.detail ?? '');
}
