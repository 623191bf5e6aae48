import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { PATIENCE_MS } from '../support/patience.js';

/** What both protocols of the W3C can do: WebDriver BiDi, which Firefox speaks, and WebDriver, which WebKit speaks. */
export interface Remote {
  readonly name: string;
  readonly goto: (url: string) => Promise<unknown>;
  readonly back: () => Promise<unknown>;
  readonly reload: () => Promise<unknown>;
  /** Input as WebDriver's "Perform Actions" describes it, which is the same in both. */
  readonly perform: (actions: readonly object[]) => Promise<unknown>;
  /** The value of an expression in the page, as JSON carries it. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Sets the inner size of the window. @returns the width that it could be given */
  readonly resize: (width: number, height: number) => Promise<number>;
  /** The base64 of a PNG. */
  readonly screenshot: () => Promise<string>;
  readonly close: () => Promise<void>;
}

const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'XDG_RUNTIME_DIR', 'XAUTHORITY', 'DISPLAY', 'WAYLAND_DISPLAY'];

/** Starts a program of the browser with the little of the environment that it needs. */
export function start(program: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): ChildProcess {
  const passedOn = PASSED_ON.filter((name) => process.env[name] !== undefined);
  const env = { ...Object.fromEntries(passedOn.map((name) => [name, process.env[name]])), ...more };
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(force);
}

/** Waits for a line that the program prints. @returns what the expression captures */
export function printed(child: ChildProcess, line: RegExp): Promise<string> {
  return new Promise((done, failed) => {
    let text = '';
    const fail = (why: string) => failed(new Error(`${child.spawnfile} ${why}. It printed: ${text}`));
    const late = setTimeout(() => fail(`did not start within ${PATIENCE_MS} ms`), PATIENCE_MS);
    const read = (chunk: Buffer) => {
      text += chunk;
      const found = line.exec(text)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      done(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', ({ message }) => fail(`did not start: ${message}`));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
