import { hash } from 'node:crypto';

/**
 * The UUID of a name in a namespace (RFC 9562, 5.5), itself a UUID: the same whoever makes it. Made two for each person of an import, and in
 * one call: the library's way leaves an object of OpenSSL behind for each.
 */
export function uuidV5(name: string, namespace: string): string {
  const bytes = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)]);
  const digest = hash('sha1', bytes, 'hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
  ];
  return [...parts, digest.slice(20, 32)].join('-');
}
