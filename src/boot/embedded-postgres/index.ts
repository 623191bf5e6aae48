import { createServer } from 'node:net';
import { pause, retry } from '../../shared/retry.js';
import { binaries } from './binaries.js';
import { ensureCluster, readPassword, unfinished } from './cluster.js';
import { urlOf, type RoleKind } from './cluster-roles.js';
import { homeOf, makeHome, SHARED_FOLDER, type Home } from './home.js';
import { Server } from './server.js';

/** How often to check that the server runs, and how long to keep trying to start it. */
const LOOK_MS = 500;
const START_MS = 20_000;

export interface EmbeddedPostgres {
  /** for the running portal, whose role owns no table */
  readonly url: string;
  /** for the role that owns the database and creates its tables */
  readonly ownerUrl: string;
  /** for the superuser: only tests and measurements use it, to create databases */
  readonly bootstrapUrl: () => Promise<string>;
  /** holds data, passwords and log; may be outside of the data folder */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  /** settings of PostgreSQL */
  readonly settings?: Readonly<Record<string, string>>;
  /** called with a sentence when the server was killed and is restarted */
  readonly onRestart?: (sentence: string) => void;
}

/**
 * Starts the PostgreSQL that npm installed, with its data under `dataDir`, on 127.0.0.1 and a free port, with passwords generated at the
 * first start. A server left by a killed portal is stopped first; a killed server is restarted at the same address.
 *
 * @throws Error with PostgreSQL's output if it does not start
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  { settings = {}, onRestart = () => undefined }: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const port = await freePort();
  const home = await homeOf(dataDir);
  const own = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const server = await prepare(home, { ...own, ...settings }, port).catch((error: unknown) => {
    throw inWords(error, home);
  });
  await comeUp(server);
  const stopWatching = watch(server, onRestart);
  const address = async (kind: RoleKind) => urlOf(kind, await readPassword(home, kind), port);
  return {
    url: await address('portal'),
    ownerUrl: await address('owner'),
    bootstrapUrl: () => address('bootstrap'),
    folder: home.folder,
    stop: async () => {
      await stopWatching();
      await server.stop();
    },
  };
}

/** Stops a server that a killed process left running on a data folder. @returns the folder of the server */
export async function stopEmbeddedPostgres(dataDir: string): Promise<string> {
  const home = await homeOf(dataDir);
  const programs = await binaries(home.owner && `${SHARED_FOLDER}/bin`);
  for (const each of [unfinished(home), home]) await new Server(each, programs, {}).stop();
  return home.folder;
}

async function prepare(home: Home, settings: Readonly<Record<string, string>>, port: number): Promise<Server> {
  await makeHome(home);
  const programs = await binaries(home.owner && `${SHARED_FOLDER}/bin`);
  const server = new Server(home, programs, settings);
  await ensureCluster(home, new Server(unfinished(home), programs, settings), port);
  await server.stop();
  return server;
}

/** Tries more than once: children of a killed server hold its shared memory until they notice. */
async function comeUp(server: Server): Promise<void> {
  const start = () =>
    server.start().catch(async () => {
      throw new Error(`The embedded PostgreSQL did not start. It wrote:\n${await server.lastWords()}`);
    });
  const isWorthIt = (error: unknown) => /still in use|Address already in use/.test((error as Error).message);
  await retry(start, { isWorthIt, until: performance.now() + START_MS, pauseMs: () => LOOK_MS });
}

/** @returns stops watching, once a restart in progress has finished */
function watch(server: Server, onRestart: (sentence: string) => void): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const watching = (async () => {
    while (!signal.aborted) {
      await pause(LOOK_MS, signal);
      if (signal.aborted || (await server.pid())) continue;
      onRestart('The embedded PostgreSQL has ended unexpectedly. It is started again.');
      await server.stop();
      await comeUp(server).catch((error: unknown) => onRestart((error as Error).message));
    }
  })();
  return () => {
    ending.abort();
    return watching;
  };
}

function inWords(error: unknown, { folder, owner }: Home): Error {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (!syscall) return error as Error;
  const hint = owner
    ? `Started by root it runs as user ${owner.uid}, because PostgreSQL refuses root. Start the portal as an ordinary user`
    : 'Set DATA_DIR to a folder that this user may write';
  return new Error(
    `The embedded PostgreSQL could not be set up in ${folder}: ${message.split('\n')[0] ?? code}\n${hint}, or set DATABASE_URL to a PostgreSQL of yours.`,
  );
}

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
