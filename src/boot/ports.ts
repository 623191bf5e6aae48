import { createServer } from 'node:net';
import { ConfigError, type Config } from '../config.js';

/**
 * Checks the port before anything is started, above all before touching the database of a portal that is already running.
 * @throws ConfigError naming the setting to change
 */
export async function assertPortFree(config: Pick<Config, 'port' | 'host'>): Promise<void> {
  await new Promise<void>((free, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(config.port, config.host, () => probe.close(() => free()));
  }).catch((error: unknown) => {
    throw portError(error, config);
  });
}

/** The same for the port of the metrics. */
export function metricsPortError(error: unknown): ConfigError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new ConfigError([`METRICS_PORT and METRICS_HOST cannot be used (${code ?? message}). Set them to others.`]);
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

/** A web process on the same machine uses the default port, so a worker listens only if PORT is set. */
export function servesHttp({ role, portIsSet }: Pick<Config, 'role' | 'portIsSet'>): boolean {
  return role !== 'work' || portIsSet;
}
