import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printed, start, stop, type Remote } from './remote.js';

interface Answer {
  readonly id?: number;
  readonly type: string;
  readonly message?: string;
  readonly result?: unknown;
}

/** Firefox without a window, over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */
export async function startFirefox(program: string): Promise<Remote> {
  const profile = await mkdtemp(join(tmpdir(), 'portal-firefox-'));
  const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile, 'about:blank'];
  const firefox = start(program, args);
  const close = async () => {
    await stop(firefox);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { send, browserName } = await connect(await printed(firefox, /listening on (ws:\S+)/));
    const { contexts } = (await send('browsingContext.getTree', {})) as { contexts: { context: string }[] };
    return remote(send, browserName, contexts[0]?.context ?? '', close);
  } catch (error) {
    await close();
    throw error;
  }
}

type Send = (method: string, params: object) => Promise<unknown>;

async function connect(address: string): Promise<{ send: Send; browserName: string }> {
  const socket = new WebSocket(`${address}/session`);
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let last = 0;
  const send: Send = (method, params) =>
    new Promise((done, failed) => {
      const id = ++last;
      waiting.set(id, ({ type, result, message }) => {
        waiting.delete(id);
        if (type === 'success') done(result);
        else failed(new Error(`${method}: ${message}`));
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  await once(socket, 'open');
  const { capabilities } = (await send('session.new', { capabilities: {} })) as {
    capabilities: { browserVersion: string };
  };
  return { send, browserName: `Firefox ${capabilities.browserVersion}` };
}

function remote(send: Send, name: string, context: string, close: () => Promise<void>): Remote {
  const wait = 'complete';
  return {
    name,
    goto: (url) => send('browsingContext.navigate', { context, url, wait }),
    back: () => send('browsingContext.traverseHistory', { context, delta: -1 }),
    reload: () => send('browsingContext.reload', { context, wait }),
    perform: (actions) => send('input.performActions', { context, actions }),
    resize: async (width, height) => {
      await send('browsingContext.setViewport', { context, viewport: { width, height } });
      return width;
    },
    evaluate: async (expression) => {
      const script = { expression: `JSON.stringify(${expression})`, target: { context }, awaitPromise: true };
      const evaluated = (await send('script.evaluate', script)) as {
        result?: { value?: string };
        exceptionDetails?: { text: string };
      };
      if (evaluated.exceptionDetails) throw new Error(evaluated.exceptionDetails.text);
      return JSON.parse(evaluated.result?.value ?? 'null') as unknown;
    },
    screenshot: async () => ((await send('browsingContext.captureScreenshot', { context })) as { data: string }).data,
    close,
  };
}
