import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from './child-environment.js';

export interface SandboxProcess {
  readonly url: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stop: () => Promise<void>;
}

type Message = ({ readonly type: 'ready' } & SandboxProcess) | { readonly type: 'failed'; readonly message: string };

/** Starts the sandbox HaloPSA beside the portal. It exits by itself when the portal is gone. @throws Error with the sandbox's message */
export async function startSandboxProcess(port: number): Promise<SandboxProcess> {
  const child = fork(fileURLToPath(new URL('../../sandbox/main.js', import.meta.url)), {
    env: childEnvironment({ ...ownSettings(), SANDBOX_PORT: String(port) }),
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const message = await new Promise<Message>((done) => {
    child.once('message', done);
    void ended.then(() => done({ type: 'failed', message: 'The sandbox HaloPSA ended while it started.' }));
  });
  if (message.type === 'failed') throw new Error(message.message);
  const { url, tenantId, clientId, clientSecret } = message;
  const stop = () => {
    // The channel is already closed if the child was killed.
    if (child.connected) child.disconnect();
    return ended;
  };
  return { url, tenantId, clientId, clientSecret, stop };
}

/** SANDBOX_RATE_LIMIT and the like: sandbox/README.md. */
function ownSettings(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith('SANDBOX_') && value !== undefined ? [[name, value] as const] : [],
  );
  return Object.fromEntries(entries);
}
