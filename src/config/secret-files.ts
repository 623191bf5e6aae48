import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Settings that hold a secret. NAME_FILE may name a file that contains it instead. */
export const SECRET_SETTINGS = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'EVENT_STORE_URL',
  'SECRETS_KEYRING',
  'AUTH_SECRET',
  'METRICS_TOKEN',
  'PORTAL_PASSWORD',
] as const;

const MOST_BYTES = 64 * 1024;
const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

type Env = Readonly<Record<string, string | undefined>>;

/** The settings, with secret files read. A problem with a file is added to `problems`. */
export function withSecretFiles(env: Env, problems: string[]): Env {
  const read: Record<string, string> = {};
  for (const name of SECRET_SETTINGS) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    if (env[name]) {
      problems.push(`${name} and ${name}_FILE are both set. Leave one of them unset.`);
      continue;
    }
    const { text, problem } = readSecret(path);
    if (text === undefined) problems.push(`${name}_FILE: the file ${path} ${problem}.`);
    else read[name] = text;
  }
  return { ...env, ...read };
}

type Read = { readonly text: string; readonly problem?: never } | { readonly text?: never; readonly problem: string };

/** Reads at most one byte more than allowed, and refuses files that could block or never end, such as pipes and devices. */
function readSecret(path: string): Read {
  let file: number | undefined;
  try {
    // Non-blocking, in case it is a pipe without a writer.
    file = openSync(path, READ_WITHOUT_WAITING);
    if (!fstatSync(file).isFile()) return { problem: 'is not a plain file' };
    const bytes = Buffer.alloc(MOST_BYTES + 1);
    const length = readSync(file, bytes, 0, bytes.length, 0);
    if (length > MOST_BYTES) return { problem: `is larger than ${MOST_BYTES / 1024} KiB` };
    const text = bytes.toString('utf8', 0, length).replace(/\r?\n$/, '');
    return text === '' ? { problem: 'is empty' } : { text };
  } catch (error) {
    return { problem: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})` };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
