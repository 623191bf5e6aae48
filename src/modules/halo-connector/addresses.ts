import ipaddr from 'ipaddr.js';

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** All global unicast IPv6 addresses lie in here (RFC 4291, 2.4). The rest is refused, whatever it may be assigned to later. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Refused, although ipaddr.js takes the first for an ordinary unicast address. */
const REFUSED: Network[] = [
  ipaddr.parseCIDR('168.63.129.16/32'), // Azure's host, reachable from every machine there
  ipaddr.parseCIDR('100:0:0:1::/64'), // dummy prefix (RFC 9780)
];

/** Whether a text is an IP address, in any spelling, of the public internet. False for anything that is not an address. */
export function isPublicAddress(text: string): boolean {
  const address = parse(text);
  if (!address || address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6' && !within(address, GLOBAL_IPV6)) return false;
  return !REFUSED.some((network) => within(address, network));
}

/** The non-public destinations that an operator allows: single origins, and networks such as `10.20.0.0/16`. */
export class AllowList {
  readonly #origins = new Set<string>();
  readonly #networks: Network[] = [];

  /** @throws Error naming an entry that is neither an origin nor a network */
  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      if (ipaddr.isValidCIDR(entry)) this.#networks.push(ipaddr.parseCIDR(entry));
      else this.#origins.add(originOf(entry));
    }
  }

  hasOrigin(origin: string): boolean {
    return this.#origins.has(origin);
  }

  hasAddress(text: string): boolean {
    const address = parse(text);
    return address !== undefined && this.#networks.some((network) => within(address, network));
  }
}

/** Whether two spellings mean one address; `::ffff:10.0.0.1` is `10.0.0.1`. */
export function sameAddress(one: string, other: string): boolean {
  const address = parse(one);
  return address !== undefined && address.toNormalizedString() === parse(other)?.toNormalizedString();
}

function originOf(entry: string): string {
  const origin = URL.parse(entry)?.origin;
  if (!origin || origin === 'null') throw new Error(`"${entry}" is neither an origin nor a network`);
  return origin;
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}

function within(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
