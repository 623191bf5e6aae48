/**
 * Why a request to HaloPSA failed. Codes only: the sentences are in the views.
 *
 * - `wrong-credentials` the sign-in refused the client id, the secret, or the tenant
 * - `unknown-host` the host name does not resolve (or the name service does not answer)
 * - `not-halopsa` the answer is not HaloPSA's: a web page, a redirect, no such endpoint, a sign-in answer without a token
 * - `address-not-allowed` the guard refused the address; nothing was sent
 * - `other-sign-in-host` HaloPSA asks to sign in at another origin (`origin`), which no admin has agreed to; nothing was sent there
 * - `not-permitted` signed in, but the application or its agent may not read this (scope, login type, rights)
 * - `lists-not-permitted` the same for distribution lists, which need a permission of their own
 * - `proxy-refused` a web page with 401 or 403: a proxy or firewall in front of HaloPSA refused, not HaloPSA
 * - `maintenance` a web page in place of a later page of a list
 * - `rate-limited` too many requests, by HaloPSA's count or by our own before one is sent; `retryAt` says when to try again
 * - `timed-out`, `unreachable` (refused, reset, TLS), `cancelled` (by the caller's signal)
 * - `halo-error` HaloPSA answered with a 5xx; `retryAt`, if HaloPSA says when to try again
 * - `too-large` an answer with more bytes, levels, rows or values than a HaloPSA list has, or more groups in all than the portal reads
 * - `bad-answer` truncated, compressed although the request ruled that out, or not in HaloPSA's format
 * - `list-broken` the pages of a list repeat before all announced rows have come, or never end
 * - `group-gone` the distribution list no longer exists
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
 * - `secret-of-old-binding` sealed by an older version of the portal, which bound it only to the reseller
 */
export type SecretFault = 'secret-does-not-open' | 'secret-of-old-binding';

/**
 * Why groups were not loaded, or did not replace the previous ones. `sees-no-clients`: HaloPSA accepted the credentials but showed no
 * clients.
 */
export type GroupsFault = HaloFault | SecretFault | 'sees-no-clients';

/** Why loading a group's people failed. */
export type UsersFault = HaloFault | SecretFault | 'credentials-removed' | 'list-too-long';

/** All faults between the portal and a reseller's HaloPSA. */
export type ConnectionFault = GroupsFault | UsersFault;
