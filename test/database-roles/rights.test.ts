import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type pg from 'pg';
import { powersOf, prepareDatabase, createPool } from '../../src/database/index.js';
import { PostgresEventStore } from '../../src/event-store/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let db: TestDatabase;
let owner: pg.Pool;

beforeAll(async () => {
  db = await createTestDatabase();
  owner = createPool(db.ownerUrl, 2);
});
afterAll(async () => {
  await owner.end();
  await db.drop();
});

const NONE = {
  superuser: false,
  makesRoles: false,
  makesDatabases: false,
  bypassesPolicies: false,
  touchesFiles: false,
};

test('neither the portal’s role nor the owner has rights beyond the portal’s tables', async () => {
  expect(await powersOf(db.portalPool)).toEqual({ name: 'portal', ...NONE });
  expect(await powersOf(owner)).toEqual({ name: 'portal_owner', ...NONE });
});

const FILES = [
  `select pg_read_file('/etc/passwd')`,
  `select pg_read_binary_file('/etc/passwd')`,
  `select pg_ls_dir('/')`,
  `select lo_import('/etc/passwd')`,
  `copy log.event to program 'id'`,
  `copy worker from program 'id'`,
  `copy log.event to '/tmp/events'`,
  `copy worker from '/etc/passwd'`,
  `alter system set log_statement = 'all'`,
  `create role another`,
  `create database another`,
];

const TABLES = [
  'drop table log.event',
  'truncate log.event',
  'delete from log.event',
  `update log.event set type = 'Another'`,
  'alter table log.event disable trigger append_only',
  'alter table log.event rename to another',
  'drop trigger append_only on log.event',
  'create or replace function log.refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
  'drop function log.append_events',
  'create table log.another ()',
  'drop table member',
  'alter table pgboss.job add column another text',
  'truncate pgboss.job',
  'create table another ()',
  'create schema another',
  'delete from migration',
  `insert into migration (name) values ('Another')`,
  'set role portal_owner',
  'set role bootstrap',
  'set session_replication_role = replica',
];

const refusal = async (pool: pg.Pool, statement: string) => {
  const refused = await pool.query(statement).then(
    () => undefined,
    (error: unknown) => (error as { code?: string }).code,
  );
  return refused;
};

test.each([...FILES, ...TABLES])('the portal may not: %s', async (statement) => {
  expect(await refusal(db.portalPool, statement)).toBe('42501');
});

test.each(FILES)('the owner may not: %s', async (statement) => {
  expect(await refusal(owner, statement)).toBe('42501');
});

test('the log’s trigger refuses changes by its owner too', async () => {
  expect(await refusal(owner, 'delete from log.event')).toBe('23001');
});

test('the portal appends to the log and reads it', async () => {
  const store = new PostgresEventStore(db.portalPool);
  const id = '8c8ff7c2-4a8f-4d3c-9c70-2f4c7ce5f4a1';
  const metadata = { resellerId: id, actor: { id, role: 'admin' }, correlationId: 'test' } as const;
  await store.append('rights', -1, [{ id, type: 'Tried', data: {}, metadata }]);
  expect(await store.readStream('rights')).toMatchObject([{ id, type: 'Tried' }]);
  await store.close();
});

test('the owner grants another role its rights, and a second run writes nothing', async () => {
  const name = 'another_portal';
  await db.pool.query(`create role ${name} login password 'test'`);
  const url = new URL(db.portalUrl);
  Object.assign(url, { username: name, password: 'test' });
  const pool = createPool(url.href, 2);
  const grants = async () =>
    (await db.pool.query('select relname, relacl::text, xmin::text from pg_class order by oid')).rows;
  try {
    expect(await refusal(pool, 'select from log.event')).toBe('42501');
    await prepareDatabase(pool, db.ownerUrl);
    await pool.query('select from log.event, pgboss.job, member');
    const before = await grants();
    await prepareDatabase(pool, db.ownerUrl);
    expect(await grants()).toEqual(before);
  } finally {
    await pool.end();
    await db.pool.query(`drop owned by ${name}; drop role ${name}`);
  }
});

test('Docker’s PostgreSQL makes the same two roles', async () => {
  const file = readFileSync(resolve(import.meta.dirname, '../../docker/roles.sql'), 'utf8');
  const client = await db.pool.connect();
  const suffix = `_${process.pid}`;
  const database = (await client.query('select current_database() as name')).rows[0].name as string;
  const statements = file
    .replace(/^\\getenv .*$/gm, '')
    .replace(/:'(\w+)'/g, `'a password'`)
    .replaceAll('portal_owner', `portal_owner${suffix}`)
    .replace('create role portal ', `create role portal${suffix} `)
    .replace('alter database portal ', `alter database ${database} `);
  try {
    await client.query(`begin; ${statements}`);
    const { rows } = await client.query(
      `select rolname, rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication as "hasPowers", rolcanlogin,
         pg_get_userbyid(datdba) = rolname as owns
       from pg_roles, pg_database where rolname like $1 and datname = current_database() order by rolname`,
      [`portal%${suffix}`],
    );
    expect(rows).toEqual([
      { rolname: `portal${suffix}`, hasPowers: false, rolcanlogin: true, owns: false },
      { rolname: `portal_owner${suffix}`, hasPowers: false, rolcanlogin: true, owns: true },
    ]);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
