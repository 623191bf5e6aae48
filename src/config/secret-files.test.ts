import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../boot/child-environment.js';
import { ConfigError, readConfig } from '../config.js';

const SECRET = 'mZ4vQ9tB2kLw7xRc5nYh8pJd3sGf6aUe';
const folder = mkdtempSync(join(tmpdir(), 'portal-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string | Buffer, name = 'secret'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test.each(['\n', '\r\n', ''])('a secret is read from a file, without the end of its line (%j)', (end) => {
  expect(readConfig({ AUTH_SECRET_FILE: file(`${SECRET}${end}`) }).authSecret).toBe(SECRET);
  const url = 'postgres://portal:secret@db.internal:5432/portal';
  expect(readConfig({ DATABASE_URL_FILE: file(`${url}${end}`) })).toMatchObject({ databaseUrl: url, demo: false });
  expect(readConfig({ SECRETS_KEYRING_FILE: file(`{}${end}`) }).secretsKeyring).toBe('{}');
});

test('a secret given twice is refused, and a secret in a file is checked like any other', () => {
  const both = { AUTH_SECRET: SECRET, AUTH_SECRET_FILE: file(SECRET) };
  expect(problemsOf(both)).toEqual(['AUTH_SECRET and AUTH_SECRET_FILE are both set. Leave one of them unset.']);
  expect(problemsOf({ AUTH_SECRET_FILE: file('x'.repeat(32)) })).toEqual([
    expect.stringMatching(/^AUTH_SECRET has too few/),
  ]);
});

test('in production a secret may come from a file', () => {
  const env = { NODE_ENV: 'production', PORTAL_ORIGIN: 'https://portal.example.com' };
  const files = {
    AUTH_SECRET_FILE: file(SECRET, 'auth'),
    SECRETS_KEYRING_FILE: file('{}', 'keyring'),
    DATABASE_URL_FILE: file('postgres://db/portal', 'url'),
  };
  expect(problemsOf({ ...env, ...files })).toEqual([]);
  expect(problemsOf({ ...env, ...files, AUTH_SECRET_FILE: '/nowhere' })).toEqual([
    'AUTH_SECRET_FILE: the file /nowhere cannot be read (ENOENT).',
  ]);
});

test('only a regular file of bounded size is read', () => {
  const problem = (path: string) => problemsOf({ AUTH_SECRET_FILE: path })[0];
  expect(problem(file(Buffer.alloc(64 * 1024 + 1, 'a')))).toMatch(/is larger than 64 KiB/);
  expect(problem(file('\n'))).toMatch(/is empty/);
  expect(problem(folder)).toMatch(/is not a plain file|cannot be read/);
  if (process.platform === 'win32') return;
  expect(problem('/dev/zero')).toMatch(/is not a plain file/);
  execFileSync('mkfifo', [join(folder, 'pipe')], { env: childEnvironment() });
  expect(problem(join(folder, 'pipe'))).toMatch(/is not a plain file/);
});
