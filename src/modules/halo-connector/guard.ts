import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { AllowList, isPublicAddress, sameAddress } from './addresses.js';
import { within } from '../../shared/within.js';
import { HaloError } from './errors.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves all addresses of a host name, once per connection. Rejects as `dns.lookup` does. */
export type Resolver = (hostname: string) => Promise<readonly ResolvedAddress[]>;

interface GuardOptions {
  readonly allow: AllowList;
  readonly resolver?: Resolver | undefined;
  readonly connectTimeoutMs: number;
}

type Dial = (options: buildConnector.BuildOptions) => buildConnector.connector;

const byDns: Resolver = (hostname) => lookup(hostname, { all: true });

/**
 * Checks a URL before anything is sent to it: https, unless an operator allows this exact origin, and no user info.
 * @throws HaloError `address-not-allowed`
 */
export function checkUrl(url: URL, allow: AllowList): void {
  if (url.username !== '' || url.password !== '') throw new HaloError('address-not-allowed', { detail: 'user info' });
  if (allow.hasOrigin(url.origin) && /^https?:$/.test(url.protocol)) return;
  if (url.protocol !== 'https:') throw new HaloError('address-not-allowed', { detail: 'not https' });
}

/**
 * The addresses that a connection may use. One address that is not public refuses them all: a name with both kinds is an attack or a
 * mistake, and it would be chance which one is called.
 * @throws HaloError `address-not-allowed`, `unknown-host`; errors of the resolver are passed on
 */
export async function permittedAddresses(
  target: { readonly origin: string; readonly hostname: string },
  { allow, resolver = byDns }: Pick<GuardOptions, 'allow' | 'resolver'>,
): Promise<readonly ResolvedAddress[]> {
  const family = isIP(target.hostname);
  const addresses = family > 0 ? [{ address: target.hostname, family }] : await resolver(target.hostname);
  if (addresses.length === 0) throw new HaloError('unknown-host');
  const open = allow.hasOrigin(target.origin);
  if (!open && !addresses.every(({ address }) => isPublicAddress(address) || allow.hasAddress(address))) {
    throw new HaloError('address-not-allowed', { detail: 'not a public address' });
  }
  return addresses;
}

/**
 * Makes connections that cannot be redirected by DNS: the name is resolved once, the connection uses exactly the checked addresses, and the
 * address it reached is checked again. A literal IP address never reaches a `lookup`, hence the check before (security.md).
 */
export function guardedConnector(options: GuardOptions, dial: Dial = buildConnector): buildConnector.connector {
  return (target, callback) => {
    const origin = URL.parse(`${target.protocol}//${target.host ?? target.hostname}`)?.origin ?? '';
    // A name service may never answer, and a connection that was never opened cannot be closed.
    const late = () => new HaloError('timed-out', { detail: 'name service' });
    const permitted = permittedAddresses({ origin, hostname: target.hostname }, options);
    within(permitted, options.connectTimeoutMs, late).then(
      (addresses) =>
        dial({
          lookup: answering(addresses),
          timeout: options.connectTimeoutMs,
          allowH2: false,
          maxCachedSessions: 0,
        })(target, (...[error, socket]) => {
          if (error) return callback(error, null);
          if (addresses.some(({ address }) => sameAddress(address, socket.remoteAddress ?? '')))
            return callback(null, socket);
          socket.destroy();
          callback(new HaloError('address-not-allowed', { detail: 'arrived elsewhere' }), null);
        }),
      (error: unknown) => callback(error instanceof Error ? error : new HaloError('unreachable'), null),
    );
  };
}

function answering(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

export function guardedAgent(
  options: GuardOptions & { readonly headersMs: number; readonly bodyMs: number; readonly maxAnswerBytes: number },
): Agent {
  return new Agent({
    connect: guardedConnector(options),
    headersTimeout: options.headersMs,
    bodyTimeout: options.bodyMs,
    maxResponseSize: options.maxAnswerBytes,
    connections: 8,
    pipelining: 1,
    allowH2: false,
  });
}
