import { createServer } from 'node:net';
import { ConfigError, type Config } from '../config.js';

/**
 * Looks before anything is started, and above all before the database of a portal that runs already is touched.
 * @throws ConfigError naming what to set
 */
export async function assertPortFree(config: Pick<Config, 'port' | 'host'>): Promise<void> {
  await new Promise<void>((free, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(config.port, config.host, () => probe.close(() => free()));
  }).catch((error: unknown) => {
    throw portError(error, config);
  });
}

export function portError(error: unknown, { port, host }: Pick<Config, 'port' | 'host'>): ConfigError {
  return new ConfigError([problem(error as NodeJS.ErrnoException, port, host)]);
}

function problem({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Set PORT to a free one, for example PORT=${port + 1} npm start.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}. Set HOST to one that it has.`;
  return `Port ${port} cannot be used (${message}). Set PORT or HOST.`;
}

/** Beside a web process on the same machine the default port is taken: a worker listens only where PORT says so. */
export function servesHttp({ role, portIsSet }: Pick<Config, 'role' | 'portIsSet'>): boolean {
  return role !== 'work' || portIsSet;
}
