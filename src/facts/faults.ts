/**
 * Why HaloPSA did not give what was asked for. Codes only: the words belong to the views.
 *
 * - `wrong-credentials` the sign-in refused the client id, the secret, or the tenant
 * - `unknown-host` the host's name does not resolve (or the name service does not answer)
 * - `not-halopsa` something else answers there: a web page, a redirect, no such endpoint, a sign-in answer without a token
 * - `address-not-allowed` the guard refused the address; nothing was sent
 * - `other-sign-in-host` HaloPSA asks to sign in on another origin (`origin`), which nobody has agreed to; nothing was sent there
 * - `not-permitted` signed in, but the application or its agent may not read this (scope, login type, rights)
 * - `lists-not-permitted` the same, for distribution lists, which have a permission of their own
 * - `proxy-refused` a web page with 401 or 403: what stands in front of HaloPSA (a proxy, a firewall) refused, and not HaloPSA
 * - `maintenance` a web page in the place of a further page of a list that has begun to come
 * - `rate-limited` too many requests, by HaloPSA's count or by our own before one is sent; `retryAt` says when to try again
 * - `timed-out`, `unreachable` (refused, reset, TLS), `cancelled` (by the caller's signal)
 * - `halo-error` HaloPSA answered with a 5xx; `retryAt` where it says when to try again
 * - `too-large` an answer with more bytes, levels, rows or values than a list of HaloPSA has, or more groups in all than the portal reads
 * - `bad-answer` cut off, compressed although that was refused, or of a shape that is not HaloPSA's
 * - `list-broken` the pages of a list repeat themselves before all announced rows have come, or go on for ever
 * - `group-gone` the distribution list does not exist any more
 */
export type HaloFault =
  | 'wrong-credentials'
  | 'unknown-host'
  | 'not-halopsa'
  | 'address-not-allowed'
  | 'other-sign-in-host'
  | 'not-permitted'
  | 'lists-not-permitted'
  | 'proxy-refused'
  | 'maintenance'
  | 'rate-limited'
  | 'timed-out'
  | 'unreachable'
  | 'cancelled'
  | 'halo-error'
  | 'bad-answer'
  | 'too-large'
  | 'list-broken'
  | 'group-gone';

/**
 * Why a stored secret cannot be used.
 *
 * - `secret-does-not-open` the row was changed, belongs to another reseller, or was sealed with a key that is not in the keyring
 * - `secret-of-old-binding` sealed by a version of the portal that bound it to the reseller alone
 */
export type SecretFault = 'secret-does-not-open' | 'secret-of-old-binding';

/** Why groups were not loaded, or were not put in place of others. `sees-no-clients`: HaloPSA accepted the credentials and showed no client. */
export type GroupsFault = HaloFault | SecretFault | 'sees-no-clients';

/** Why the people of a group did not load. */
export type UsersFault = HaloFault | SecretFault | 'credentials-removed' | 'list-too-long';

/** Everything that can go wrong between the portal and a reseller's HaloPSA. */
export type ConnectionFault = GroupsFault | UsersFault;
