import type { IncomingMessage } from 'node:http';

/** Names of this machine that need no name server, with or without a port. */
const OWN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const OWN_ADDRESS = /^(::ffff:)?127\.|^::1$/;

/**
 * Whether a control request comes from this machine, and not from a foreign page in a browser on it: such a page can post to any
 * address, and its own name may resolve to this machine (DNS rebinding).
 */
export function fromOwnMachine({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  const { host = '', origin } = headers;
  if (!OWN_ADDRESS.test(socket.remoteAddress ?? '') || !OWN_HOST.test(host)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return ['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined);
}
