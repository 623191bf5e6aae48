import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { inTransaction } from '../database/index.js';
import { stopEmbeddedPostgres } from '../boot/embedded-postgres/index.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { logOf } from '../../test/support/logs.js';
import { NO_STREAM, Outbox, type EventStore, type NewEvent } from '../event-store/index.js';
import { claimEmails } from '../modules/teams/index.js';
import { holdDataDir } from '../boot/data-dir.js';
import { askPassword } from './password.js';
import { run } from './run.js';

const RESELLER = randomUUID();
let db: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  db = await createTestDatabase();
  store = await logOf(db.pool);
  await db.pool.query('insert into reseller (id, name) values ($1, $2)', [RESELLER, 'Acme']);
});
afterAll(async () => {
  await store.close();
  await db.drop();
});

async function portal(...args: string[]) {
  const lines = { out: [] as string[], err: [] as string[] };
  const code = await run(
    args,
    { DATABASE_URL: db.portalUrl, DATABASE_OWNER_URL: db.ownerUrl, AUTH_SECRET: 'mZ4vQ9tB2kLw7xRc5nYh8pJd3sGf6aUe' },
    {
      out: (line) => lines.out.push(line),
      err: (line) => lines.err.push(line),
      password: () => Promise.resolve('correct horse battery'),
    },
  );
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

const person = (...changed: string[]) => {
  const email = `${randomUUID()}@acme.example`;
  return ['user', 'add', '--email', email, '--name', 'Ann', '--role', 'auditor', '--reseller', RESELLER, ...changed];
};

describe('a command that is not understood', () => {
  test.each<[string, string[], RegExp]>([
    ['none', [], /^$/],
    ['an unknown one', ['user', 'remove'], /There is no command "user remove"/],
    ['half of one', ['user'], /There is no command "user"/],
    ['a reseller without a name', ['reseller', 'add', ' '], /1 to 200 characters/],
    ['a reseller with two', ['reseller', 'add', 'Acme', 'Ltd'], /put it in quotes/],
    ['an unknown option', ['claims', 'check', '--all'], /--all/],
    ['an unknown role', person('--role', 'owner'), /--role is one of admin, auditor, client-admin/],
    ['no address', ['user', 'add', '--name', 'Ann'], /--email is missing/],
    ['no Team', person('--role', 'client-admin'), /needs --team/],
    ['a Team too many', person('--team', randomUUID()), /Only a client admin/],
    ['a reseller whose id is not a UUID', person('--reseller', 'Acme'), /"reseller add" printed/],
    ['a password among the arguments', person('--password', 'secret secret'), /--password/],
    ['an unknown projection', ['projections', 'rebuild', 'users'], /Name one of teams, members, .*or all/],
  ])('%s', async (_what, args, words) => {
    const { code, err } = await portal(...args);
    expect(err).toMatch(words);
    expect(code).toBe(2);
  });
});

test('a reseller is added, and a user who can sign in for it', async () => {
  const added = await portal('reseller', 'add', 'Beta & Sons');
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^[\da-f-]{36}$/), err: '' });
  const email = `${randomUUID()}@beta.example`;
  const user = await portal(
    ...['user', 'add', '--email', email, '--name', 'Ann', '--role', 'admin', '--reseller', added.out],
  );
  expect(user).toEqual({ code: 0, out: `${email} can sign in at http://localhost:3000/sign-in`, err: '' });
  const { rows } = await db.pool.query(
    `select role, "resellerId", password <> '' as "hasPassword" from portal_user u join portal_credential c on c."userId" = u.id
     where email = $1`,
    [email],
  );
  expect(rows).toEqual([{ role: 'admin', resellerId: added.out, hasPassword: true }]);
});

test.each<[string, () => string[], RegExp]>([
  ['a reseller that does not exist', () => person('--reseller', randomUUID()), /^There is no reseller/],
  [
    'a Team that does not exist',
    () => person('--role', 'client-admin', '--team', randomUUID()),
    /^The reseller has no/,
  ],
  ['an invalid address', () => person('--email', 'ann'), /Email address is not complete/],
])('no user is added for %s', async (_what, args, words) => {
  const { code, err } = await portal(...args());
  expect(err).toMatch(words);
  expect(code).toBe(1);
});

test('claims are checked against the log, also while entries are staged', async () => {
  expect(await portal('claims', 'check')).toEqual({ code: 0, out: expect.stringMatching(/They agree\.$/), err: '' });
  const [teamId, recorded, staged] = [randomUUID(), randomUUID(), randomUUID()];
  const added = (accountId: string): NewEvent => ({
    ...{ id: randomUUID(), type: 'UserAdded' },
    data: { accountId, teamId, person: { name: 'Ann', email: `${accountId}@Acme.example` } },
    metadata: { resellerId: RESELLER, actor: { id: 'test', role: 'system' }, correlationId: 'test' },
  });
  await inTransaction(db.pool, async (tx) => {
    const claim = (accountId: string) => ({
      key: `${accountId}@acme.example`,
      accountId,
      teamId,
      resellerId: RESELLER,
    });
    await claimEmails(tx, [claim(recorded), claim(staged)]);
    const entry = { stream: `account-${staged}`, expectedRevision: NO_STREAM, events: [added(staged)] };
    await new Outbox(db.pool, store).stage(tx, entry);
  });
  await store.append(`account-${recorded}`, NO_STREAM, [added(recorded)]);
  expect(await portal('claims', 'check')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^2 claims, 1 accounts/),
  });

  await db.pool.query('delete from email_claim where account_id = $1', [recorded]);
  const { code, err } = await portal('claims', 'check');
  expect(err).toMatch(`Account ${recorded} (Team ${teamId}) has no claim`);
  expect(err).not.toContain('@');
  expect(code).toBe(1);
});

test('a projection is rebuilt from the log', async () => {
  const id = randomUUID();
  await store.append(`team-${id}`, NO_STREAM, [
    {
      ...{ id: randomUUID(), type: 'TeamAdded', data: { teamId: id, name: 'Acme' } },
      metadata: { resellerId: RESELLER, actor: { id: 'test', role: 'system' }, correlationId: 'test' },
    },
  ]);
  const { code, out } = await portal('projections', 'rebuild', 'all');
  expect(out).toMatch(/^teams: rebuilt in \d+\.\d s\nmembers: rebuilt/);
  expect(code).toBe(0);
  const { rowCount } = await db.pool.query('select from team where id = $1', [id]);
  expect(rowCount).toBe(1);
});

test('an unreachable database is reported in a sentence', async () => {
  const lines: string[] = [];
  const terminal = {
    out: () => undefined,
    err: (line: string) => void lines.push(line),
    password: () => Promise.reject(),
  };
  expect(await run(['claims', 'check'], { DATABASE_URL: new URL('/nowhere', db.url).href }, terminal)).toBe(1);
  expect(lines).toEqual(['DATABASE_URL: there is no database of that name.']);
});

test('wrong settings are named', async () => {
  const lines: string[] = [];
  const terminal = {
    out: () => undefined,
    err: (line: string) => void lines.push(line),
    password: () => Promise.reject(),
  };
  expect(await run(['claims', 'check'], { PORT: 'x' }, terminal)).toBe(1);
  expect(lines.join()).toMatch(/The settings are wrong:\s+- PORT must be/);
});

describe('a password', () => {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const typed = (keys: string) => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const prompts = new PassThrough();
    const answer = askPassword({}, input, prompts);
    keys.split(/(?<=\r)/).forEach((line, n) => setTimeout(() => input.write(line), n * 20));
    return { answer, shown: () => String(prompts.read()) };
  };

  test('comes from PORTAL_PASSWORD, or from the first line of the input', async () => {
    const piped = () => new PassThrough().end('from a pipe\n');
    expect(await askPassword({ PORTAL_PASSWORD: 'from there' }, piped(), nowhere)).toBe('from there');
    expect(await askPassword({}, piped(), nowhere)).toBe('from a pipe');
  });

  test('is typed twice, and not shown', async () => {
    const { answer, shown } = typed('correct horse\rcorrect horse\r');
    expect(await answer).toBe('correct horse');
    expect(shown()).toBe('Password (12 to 128 characters): \nThe same once more: \n');
  });

  test('is refused when the second one differs or the input is interrupted', async () => {
    await expect(typed('correct horse\rcorrect house\r').answer).rejects.toThrow('not the same');
    await expect(typed('corr\u0003').answer).rejects.toThrow('No password was given');
  });
});

test('a command on the embedded database works only while the portal is stopped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portal-command-'));
  const start = async (...args: string[]) => {
    const child = spawn(process.execPath, [resolve('dist/src/commands/main.js'), ...args], {
      env: { ...process.env, DATABASE_URL: '', DATABASE_OWNER_URL: '', DATA_DIR: folder, DEMO: 'off' },
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { out, err, code };
  };
  try {
    expect(await start('reseller', 'add', 'Acme')).toEqual({
      out: expect.stringMatching(/^[\da-f-]{36}\n$/),
      err: '',
      code: 0,
    });
    const letGo = await holdDataDir(folder);
    const refused = await start('claims', 'check').finally(letGo);
    expect(refused).toMatchObject({ out: '', err: expect.stringMatching(/^Another portal \(process \d+\)/), code: 1 });
  } finally {
    await rm(await stopEmbeddedPostgres(folder), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
});
