import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { binaries } from './binaries.js';
import { ensureCluster, readPassword, unfinished } from './cluster.js';
import { urlOf, type RoleKind } from './cluster-roles.js';
import { homeOf, makeHome, SHARED_FOLDER, type Home } from './home.js';
import { Server } from './server.js';

/** How often to look whether the server still runs, and how long to try when it does not come up. */
const LOOK_MS = 500;
const START_MS = 20_000;

export interface EmbeddedPostgres {
  /** of the running portal, whose role owns no table */
  readonly url: string;
  /** of the role that owns the database, for what makes and changes tables */
  readonly ownerUrl: string;
  /** of the superuser: for tests and measurements, which create databases. The portal never asks for it. */
  readonly bootstrapUrl: () => Promise<string>;
  /** where data, passwords and log stand; may be elsewhere than in the data folder */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  /** settings of PostgreSQL */
  readonly settings?: Readonly<Record<string, string>>;
  /** hears in one sentence when the server was killed and is started again */
  readonly onRestart?: (sentence: string) => void;
}

/**
 * Starts the PostgreSQL that came with npm, its data under `dataDir`, on 127.0.0.1 and a free port, with passwords made at the first
 * start. A server that a killed portal left behind is stopped first; one that is killed is started again, at the same address.
 *
 * @throws Error with what PostgreSQL wrote when it does not come up
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

/** Stops what a killed process left running on a data folder. @returns the folder of the server */
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

/** More than one try: processes that a killed server left behind hold its memory until they have noticed. */
async function comeUp(server: Server): Promise<void> {
  for (const deadline = Date.now() + START_MS; ; await pause(LOOK_MS)) {
    const started = await server.start().then(
      () => true,
      () => false,
    );
    if (started) return;
    const words = await server.lastWords();
    if (Date.now() > deadline || !/still in use|Address already in use/.test(words)) {
      throw new Error(`The embedded PostgreSQL did not start. It wrote:\n${words}`);
    }
  }
}

/** @returns ends the watch, after a start that is under way */
function watch(server: Server, onRestart: (sentence: string) => void): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const watching = (async () => {
    while (!signal.aborted) {
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
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
