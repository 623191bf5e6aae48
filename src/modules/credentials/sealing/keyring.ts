import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, type Config } from '../../../config.js';
import { whyWeakKey } from '../../../config/weak-secrets.js';

/** DI token of the keyring. */
export const KEYRING = Symbol('keyring');

/** The keys that seal secrets. Any of them opens a secret; only `current` seals. */
export interface Keyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

const KEY_BYTES = 32;
const RULE = 'a JSON object of key names and keys, such as {"k1": "<32 random bytes in base64>"}; the first one seals';
// JSON.parse moves a name that looks like a number to the front of the object. The wrong key would then be first, and seal.
const KEY_NAME = /^[A-Za-z][\w.-]{0,63}$/;

/**
 * The keyring from SECRETS_KEYRING, else the one in the data folder, which is created at the first start.
 * @throws ConfigError naming what is wrong with it, never a key
 */
export async function loadKeyring(config: Pick<Config, 'secretsKeyring' | 'dataDir' | 'production'>): Promise<Keyring> {
  if (config.secretsKeyring !== undefined) return parseKeyring(config.secretsKeyring, 'SECRETS_KEYRING');
  if (config.production) throw new ConfigError(['SECRETS_KEYRING must be set when NODE_ENV=production.']);
  const path = join(config.dataDir, 'keyring.json');
  return parseKeyring((await readIfThere(path)) ?? (await makeKeyringFile(config.dataDir, path)), path);
}

/** @param source where the text came from, for the error message */
export function parseKeyring(text: string, source: string): Keyring {
  const keys = new Map<string, Uint8Array>();
  for (const [name, value] of Object.entries(parseObject(text, source))) {
    if (!KEY_NAME.test(name)) {
      throw new ConfigError([
        `${source}: a key's name must begin with a letter (then letters, digits, ".", "_", "-").`,
      ]);
    }
    const key = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0);
    if (key.length !== KEY_BYTES || !sameBase64(key, value)) {
      throw new ConfigError([`${source}: the key "${name}" must be ${KEY_BYTES} bytes in base64.`]);
    }
    const weak = whyWeakKey(key);
    if (weak) {
      throw new ConfigError([`${source}: the key "${name}" ${weak}. Make one with: openssl rand -base64 32`]);
    }
    const twin = [...keys].find(([, other]) => key.equals(other));
    if (twin)
      throw new ConfigError([`${source}: "${twin[0]}" and "${name}" are the same key. A new one has other bytes.`]);
    keys.set(name, new Uint8Array(key));
  }
  const [current] = keys.keys();
  if (current === undefined) throw new ConfigError([`${source} holds no key. It must be ${RULE}.`]);
  return { current, keys };
}

function parseObject(text: string, source: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Reported below. The parser's own message quotes the text, which holds keys, so it is dropped.
  }
  throw new ConfigError([`${source} must be ${RULE}.`]);
}

/** Buffer silently skips characters that are not base64, so a mistyped key could pass: encoding the result must give the same text. */
function sameBase64(key: Buffer, value: unknown): boolean {
  const canonical = key.toString('base64');
  return value === canonical || value === canonical.replaceAll('=', '');
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new ConfigError([`${path} cannot be read (${error.code ?? error.name}).`]);
  });
}

/**
 * Written to a temporary file, then linked into place: a killed start leaves no partial file, and two simultaneous first starts end up
 * with the same file.
 */
async function makeKeyringFile(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ k1: randomBytes(KEY_BYTES).toString('base64') })}\n`);
    await file.sync();
    await file.close();
    await link(unfinished, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(unfinished, { force: true });
  }
  return readFile(path, 'utf8');
}
