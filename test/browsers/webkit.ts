import { globSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { until } from '../support/portal.js';
import { freePort, printed, start, stop, type Remote } from './remote.js';

type Send = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

/** WebKitGTK's MiniBrowser over WebDriver (https://www.w3.org/TR/webdriver2/), on a screen of its own where there is no other. */
export async function startWebKit(program: string, screen: string | undefined): Promise<Remote> {
  const started: ChildProcess[] = [];
  const close = async () => {
    for (const child of started.toReversed()) await stop(child);
  };
  try {
    const port = await freePort();
    const display = screen ? await startScreen(screen, started) : {};
    started.push(start(program, [`--port=${port}`], display));
    const send = client(`http://127.0.0.1:${port}`);
    await until(
      () =>
        send('GET', '/status').then(
          () => true,
          () => false,
        ),
      'WebKitWebDriver answers',
    );
    const asked = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } } };
    const session = (await send('POST', '/session', { capabilities: asked })) as {
      sessionId: string;
      capabilities: { browserVersion: string };
    };
    const inSession: Send = (method, path, body) => send(method, `/session/${session.sessionId}${path}`, body);
    return remote(inSession, `WebKitGTK ${session.capabilities.browserVersion}`, async () => {
      await inSession('DELETE', '').catch(() => null);
      await close();
    });
  } catch (error) {
    await close();
    throw error;
  }
}

/** A screen of X in memory. @returns the environment that shows windows on it */
async function startScreen(program: string, started: ChildProcess[]): Promise<NodeJS.ProcessEnv> {
  const xvfb = start(program, ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']);
  started.push(xvfb);
  return { DISPLAY: `:${await printed(xvfb, /^(\d+)\n/m)}` };
}

function miniBrowser(): string {
  const [found] = globSync('/usr/{lib,libexec}/**/webkit2gtk-4.*/MiniBrowser');
  if (!found) throw new Error('WebKitWebDriver is here, but no MiniBrowser under /usr/lib or /usr/libexec.');
  return found;
}

function client(base: string): Send {
  return async (method, path, body) => {
    const answer = await fetch(base + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
    if (!answer.ok) throw new Error(`${path}: ${value?.error} ${value?.message}`);
    return value;
  };
}

/** The toolbar of MiniBrowser is this wide. */
const NARROWEST = 450;
const SIZES = '[innerWidth, outerWidth, outerHeight - innerHeight]';

function remote(send: Send, name: string, close: () => Promise<void>): Remote {
  const evaluate = (expression: string) => send('POST', '/execute/sync', { script: `return ${expression}`, args: [] });
  return {
    name,
    evaluate,
    goto: (url) => send('POST', '/url', { url }),
    back: () => send('POST', '/back', {}),
    reload: () => send('POST', '/refresh', {}),
    perform: (actions) => send('POST', '/actions', { actions }),
    resize: async (width, height) => {
      const wanted = Math.max(width, NARROWEST);
      let before = '';
      const fits = async () => {
        const [inner, outer, above] = (await evaluate(SIZES)) as [number, number, number];
        const isAtRest = before === String([inner, outer]);
        before = String([inner, outer]);
        if (isAtRest && inner !== wanted)
          await send('POST', '/window/rect', { width: wanted + outer - inner, height: height + above });
        return isAtRest && inner === wanted;
      };
      await until(fits, `the window is ${wanted} px wide`);
      return wanted;
    },
    screenshot: async () => (await send('GET', '/screenshot')) as string,
    close,
  };
}
