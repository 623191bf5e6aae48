import { createAuth, PortalUsers } from '../modules/access/index.js';
import { developmentSecret } from '../boot/data-dir.js';
import type { Portal } from './command.js';

/** Creates the people who sign in, without starting the web application. */
export async function portalUsers({ config, pool }: Portal): Promise<PortalUsers> {
  const authSecret = config.authSecret ?? (await developmentSecret(config.dataDir));
  return new PortalUsers(pool, createAuth({ pool, origin: config.origin, authSecret }));
}
