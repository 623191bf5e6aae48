import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/boot/embedded-postgres/index.js';
import { run } from '../../src/commands/run.js';
import { createPool } from '../../src/database/index.js';
import { homeOf, makeHome } from '../../src/boot/embedded-postgres/home.js';
import { databaseUrl, freePort, startProcess } from '../chaos/process.js';
import { createTestDatabase } from '../support/database.js';
import { scratchDataDir } from '../support/scratch.mjs';

const SECRETS = {
  AUTH_SECRET: randomBytes(32).toString('hex'),
  SECRETS_KEYRING: JSON.stringify({ k1: randomBytes(32).toString('base64') }),
  PORTAL_ORIGIN: 'https://portal.example.com',
};

test('on the embedded PostgreSQL the portal only connects as a role without special rights', async () => {
  const { dataDir, remove } = await scratchDataDir();
  const portal = await startProcess(dataDir, [await freePort(), await freePort()], {});
  const pool = createPool(await databaseUrl(dataDir), 1);
  try {
    const { rows } = await pool.query(
      `select distinct rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls from pg_stat_activity join pg_roles on rolname = usename
       where datname = 'portal' and pid <> pg_backend_pid()`,
    );
    expect(rows).toEqual([
      { rolname: 'portal', rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false },
    ]);
  } finally {
    await pool.end();
    await portal.end();
    await remove();
  }
});

test('an embedded PostgreSQL with the older layout is refused with a message', async () => {
  const { dataDir, remove } = await scratchDataDir();
  const home = await homeOf(dataDir);
  await makeHome(home);
  await mkdir(home.data, { recursive: true });
  await writeFile(join(home.folder, 'password'), 'of the one role');
  await expect(startEmbeddedPostgres(dataDir)).rejects.toThrow(
    /^The embedded PostgreSQL in .* was made by an older version of the portal.*Move the folder away, or delete it/,
  );
  await remove();
});

test('in production a superuser is refused before any write, with the SQL that creates suitable roles', async () => {
  const db = await createTestDatabase();
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', DATABASE_URL: db.url, ...SECRETS };
  const port = String(await freePort());
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...env, PORT: port, HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [words] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(child.exitCode).toBe(1);
  expect(words).toMatch(/^DATABASE_URL: the role bootstrap is a superuser/);
  expect(words).toContain('create role portal_owner login');
  expect(words).not.toContain('    at ');
  await db.drop();
});

describe('a database that an operator names', () => {
  const name = `named_${randomBytes(6).toString('hex')}`;
  const at = (role: string) => new URL(`/${name}`, process.env[`TEST_POSTGRES_${role}URL`]).href;
  const administer = async (sql: string) => {
    const client = new pg.Client({ connectionString: process.env['TEST_POSTGRES_URL'] });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  beforeAll(() => administer(`create database ${name} owner portal_owner`));
  afterAll(() => administer(`drop database ${name} with (force)`));

  async function portal(env: Record<string, string>, ...args: string[]) {
    const lines: string[] = [];
    const line = (words: string) => void lines.push(words);
    const terminal = { out: line, err: line, password: () => Promise.resolve('correct horse battery') };
    const code = await run(args, { AUTH_SECRET: SECRETS.AUTH_SECRET, ...env }, terminal);
    return { code, words: lines.join('\n') };
  }

  const alone = { DATABASE_URL: at('PORTAL_') };
  const both = { ...alone, DATABASE_OWNER_URL: at('OWNER_') };

  test('needs its owner once if it is empty, and the message says so', async () => {
    const refused = await portal(alone, 'reseller', 'add', 'Acme');
    expect(refused.code).toBe(1);
    expect(refused.words).toMatch(/^The database does not let this role create the tables.*DATABASE_OWNER_URL/s);
    expect(await portal(both, 'database', 'prepare')).toEqual({ code: 0, words: 'The database is ready.' });
    expect(await portal(alone, 'reseller', 'add', 'Acme')).toMatchObject({ code: 0 });
  });

  test('can be rebuilt by its owner, and not by the portal’s role', async () => {
    const refused = await portal(alone, 'projections', 'rebuild', 'teams');
    expect(refused.code).toBe(1);
    expect(refused.words).toContain('Set DATABASE_OWNER_URL to the role that owns the tables.');
    expect(await portal(both, 'projections', 'rebuild', 'all')).toMatchObject({ code: 0 });
    const pool = createPool(alone.DATABASE_URL, 1);
    await pool.query('select from team, member, history').finally(() => pool.end());
  });

  test('is refused if the owner’s URL names another one', async () => {
    const other = await createTestDatabase();
    const mixed = await portal({ ...both, DATABASE_URL: other.portalUrl }, 'claims', 'check');
    // Both have their tables: what tells them apart is their name.
    expect(mixed.words).toMatch(/^DATABASE_URL and DATABASE_OWNER_URL name different databases/);
    await other.drop();
  });

  test('is refused if only the owner’s URL is set', async () => {
    expect((await portal({ DATABASE_OWNER_URL: both.DATABASE_OWNER_URL }, 'claims', 'check')).words).toContain(
      'DATABASE_OWNER_URL is set without DATABASE_URL',
    );
  });
});
