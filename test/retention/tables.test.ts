import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { root } from '../support/imports.js';

let db: TestDatabase;
beforeAll(async () => void (db = await createTestDatabase()));
afterAll(() => db.drop());

/** The names in the first column of the table under that heading. */
function documented(heading: string): string[] {
  const text = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const [, section = ''] = text.split(`## ${heading}\n`);
  const rows = section.split('\n## ')[0]!.split('\n');
  return rows
    .filter((row) => row.startsWith('| `'))
    .flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

/** With their schema, except in the default one. pg-boss chooses its tables itself. */
async function existing(): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select distinct case nspname when 'pgboss' then 'pgboss.*' when current_schema() then relname::text
       else nspname || '.' || relname end as name
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'p') and nspname <> 'information_schema' and nspname not like 'pg\\_%'`,
  );
  return rows.map(({ name }) => name);
}

test('docs/operations.md says of every table how long its rows are kept', async () => {
  const [there, described] = [await existing(), documented('What is kept, and for how long')];
  expect(there.length).toBeGreaterThan(40);
  expect(described.toSorted()).toEqual(there.toSorted());
});

test('docs/operations.md names the setting of each cleaning', () => {
  const text = readFileSync(join(root, 'docs/operations.md'), 'utf8').split('## What is kept')[1]!;
  for (const setting of ['LISTS_HOURS', 'EXPIRED_LISTS_DAYS', 'LEFT_OUT_MONTHS', 'JOBS_HOURS'])
    expect(text).toContain(`\`KEEP_${setting}\``);
});
