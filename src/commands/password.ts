import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { ConfigError } from '../config.js';
import { withSecretFiles } from '../config/secret-files.js';

/**
 * A new password: PORTAL_PASSWORD, or typed twice at a terminal without echo, or the first line of standard input. Never an argument:
 * every user of the machine can see those.
 * @throws Error if the two differ, or are empty
 */
export async function askPassword(
  env: Readonly<Record<string, string | undefined>>,
  input: ReadStream | (NodeJS.ReadableStream & { readonly isTTY?: boolean }),
  prompts: NodeJS.WritableStream,
): Promise<string> {
  if (env['PORTAL_PASSWORD']) return env['PORTAL_PASSWORD'];
  if (!input.isTTY) return (await text(input)).split(/\r?\n/, 1)[0] ?? '';
  const typed = await typeUnseen('Password (12 to 128 characters): ', input, prompts);
  if (typed !== (await typeUnseen('The same once more: ', input, prompts)))
    throw new Error('The two are not the same.');
  return typed;
}

/** @throws ConfigError when PORTAL_PASSWORD_FILE cannot be read */
export function withPasswordFile(env: Readonly<Record<string, string | undefined>>) {
  const problems: string[] = [];
  const { PORTAL_PASSWORD, PORTAL_PASSWORD_FILE } = env;
  const read = withSecretFiles({ PORTAL_PASSWORD, PORTAL_PASSWORD_FILE }, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return read;
}

function typeUnseen(prompt: string, input: NodeJS.ReadableStream, prompts: NodeJS.WritableStream): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  prompts.write(prompt);
  return new Promise((answered, left) => {
    const line = createInterface({ input, output: nowhere, terminal: true });
    line.once('line', (typed) => {
      answered(typed);
      line.close();
    });
    line.once('SIGINT', () => line.close());
    line.once('close', () => {
      prompts.write('\n');
      left(new Error('No password was given.'));
    });
  });
}
