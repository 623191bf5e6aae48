import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  circlesOf,
  diagramOf,
  importsOf,
  moduleOf,
  pagesInside,
  root,
  violations,
  type Import,
  type Source,
} from './support/imports.js';

/**
 * Which file may import which. Modules are entered by their index.ts, no import makes a circle, and nothing that decides or holds SQL
 * imports a page.
 * The list of modules comes from the folders, so a new one is held to it without being named here.
 */
const imports = [...importsOf('src'), ...importsOf('sandbox')];

/** SQL on the table of events, or a store that is built without `openLog`, which alone knows where the log of a database is. */
const knowsAdapter = (text: string) =>
  /\blog\.event\b|\bappend_events\b|new (?:PostgresEventStore|EventStoreDb)\b/.test(text);

/**
 * The adapters and their own tests; the rights and versions of the database; the gate that holds an append inside PostgreSQL; the
 * measurements against COPY into the same table; and the process that dies at a call to PostgreSQL.
 */
const ADAPTERS_OWN = new RegExp(
  [
    'src/event-store/',
    'src/database/version\\.test',
    'test/event-store/(?:postgres|open-log|log-end|moving|moved-lists|eventstoredb(?:-cluster)?)\\.test',
    'test/(?:database-roles|imports/gate|claims/older-log|boundaries\\.test|chaos/die)',
    'bench/(?:append|import|eventstoredb)\\.ts',
  ].join('|'),
);

/** What `.gitignore` leaves out, and the folders of editors. */
const UNTRACKED = /^(?:node_modules|dist|coverage|screenshots|secrets|\..*|.*\.log)$/;
const FOLDERS = ['bench', 'docker', 'docs', 'migrations', 'sandbox', 'scripts', 'src', 'test'];
const LARGEST_FILE = 1024 * 1024;

const filesOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|mjs)$/.test(name))
    .map((name) => `${folder}/${name.split(sep).join('/')}`);

test('modules meet at their index.ts, and the independent parts know no others', () => {
  expect(imports.length).toBeGreaterThan(1_000);
  expect(violations(imports)).toEqual([]);
});

test('no import makes a circle, of files or of modules', () => {
  expect(circlesOf(imports)).toEqual([]);
  expect(circlesOf(imports.map(({ from, to }) => ({ from: moduleOf(from), to: moduleOf(to) })))).toEqual([]);
});

test('decisions, projections and SQL import no page and nothing of the web', () => {
  expect(pagesInside(imports)).toEqual([]);
});

test('docs/architecture.md has the diagram of these imports: npm run diagram', () => {
  expect(readFileSync(join(root, 'docs/architecture.md'), 'utf8')).toContain(diagramOf(importsOf('src')));
});

test('every form that changes something is a PostForm, which says whose page it stands on', () => {
  const pages = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  const own = pages.filter((name) => /<form[^>]*method="post"/.test(readFileSync(join(root, 'src', name), 'utf8')));
  // Signing in and out have no session to lose.
  expect(own.sort()).toEqual([
    'modules/access/sign-in.tsx',
    'views/components/post-form.tsx',
    'views/layout/top-bar.tsx',
  ]);
});

test('only the adapter for PostgreSQL knows its table of events, and only openLog chooses an adapter', () => {
  const files = ['src', 'test', 'bench']
    .flatMap((folder) => filesOf(folder))
    .filter((name) => !ADAPTERS_OWN.test(name));
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter((name) => knowsAdapter(readFileSync(join(root, name), 'utf8')))).toEqual([]);
});

describe('the check sees', () => {
  test.each([
    ['SQL on the table', 'select count(*) from log.event where type = $1', true],
    ['the function that appends', 'select log.append_events($1, $2, $3)', true],
    ['a store of its own', 'const store = new PostgresEventStore(pool);', true],
    ['a store of the other kind', 'const store = new EventStoreDb({ url, logId });', true],
    ['no fault in the row that says where the log is', 'select place from log.event_log', false],
    ['no fault in the port', 'const store = await openLog({ pool, url });', false],
  ])('%s', (_name, text, isFault) => expect(knowsAdapter(text)).toBe(isFault));

  test.each<[string, Import]>([
    ['a way around the door', { from: 'src/modules/teams/a.ts', to: 'src/modules/imports/import-users/b.ts' }],
    ['an event store that knows a module', { from: 'src/event-store/a.ts', to: 'src/modules/teams/index.ts' }],
    ['a feature that knows the migrations', { from: 'src/app.ts', to: 'migrations/Migration0001Log.ts' }],
    ['a connector that knows the database', { from: 'src/modules/halo-connector/a.ts', to: 'src/database/index.ts' }],
    ['facts that know a module', { from: 'src/facts/a.ts', to: 'src/modules/teams/index.ts' }],
    ['shared text that knows a module', { from: 'src/shared/text/a.ts', to: 'src/modules/teams/index.ts' }],
    ['views that know a module', { from: 'src/views/a.tsx', to: 'src/modules/teams/index.ts' }],
    ['a sandbox that knows shared text', { from: 'sandbox/a.ts', to: 'src/shared/text/index.ts' }],
    ['a sandbox that knows the product', { from: 'sandbox/a.ts', to: 'src/config.ts' }],
    ['a product that knows the sandbox', { from: 'src/main.ts', to: 'sandbox/main.ts' }],
  ])('%s', (_name, forbidden) => {
    expect(violations([forbidden])).not.toEqual([]);
  });

  const teams = 'src/modules/teams';
  test.each<[string, readonly Import[], readonly string[]]>([
    [
      'two files that import each other',
      [
        { from: `${teams}/a.ts`, to: `${teams}/b.ts` },
        { from: `${teams}/b.ts`, to: `${teams}/a.ts` },
      ],
      [`${teams}/a.ts ↔ ${teams}/b.ts`],
    ],
    [
      'a circle over three files, and not the file that leads to it',
      [
        { from: 'x.ts', to: 'a.ts' },
        { from: 'a.ts', to: 'b.ts' },
        { from: 'b.ts', to: 'c.ts' },
        { from: 'c.ts', to: 'a.ts' },
      ],
      ['a.ts ↔ b.ts ↔ c.ts'],
    ],
    [
      'no circle in two ways to one file',
      [
        { from: 'a.ts', to: 'b.ts' },
        { from: 'a.ts', to: 'c.ts' },
        { from: 'b.ts', to: 'd.ts' },
        { from: 'c.ts', to: 'd.ts' },
      ],
      [],
    ],
  ])('%s', (_name, given, circles) => {
    expect(circlesOf(given)).toEqual(circles);
  });

  test('the arrows of a diagram, without those that follow from others', () => {
    const imports = [
      { from: 'src/app.ts', to: `${teams}/index.ts` },
      { from: 'src/app.ts', to: 'src/web/index.ts' },
      { from: `${teams}/team.ts`, to: 'src/web/index.ts' },
    ];
    expect(diagramOf(imports)).toBe(
      ['```mermaid', 'flowchart TD', '  app --> teams[[teams]]', '  teams[[teams]] --> web', '```'].join('\n'),
    );
  });

  const sql = `import pg from 'pg';\nexport const read = (pool: pg.Pool) => pool.query('select 1');`;
  const decision = 'export const decide = (state: State) => [];';
  const projection = `export const p: Projection = { name: 'p' };`;
  const service = `import { Injectable } from '@nestjs/common';`;
  test.each<[string, Source, string, boolean]>([
    [
      'a decision that takes an error from the web',
      { name: `${teams}/team.ts`, text: decision },
      'src/web/errors.ts',
      true,
    ],
    ['SQL with the props of a page', { name: `${teams}/members.ts`, text: sql }, `${teams}/team-page.tsx`, true],
    ['SQL with words', { name: `${teams}/members.ts`, text: sql }, 'src/views/words.ts', true],
    ['a projection with words', { name: `${teams}/p.ts`, text: projection }, 'src/views/words.ts', true],
    ['no fault in a controller', { name: `${teams}/team.controller.tsx`, text: service }, 'src/views/words.ts', false],
    ['no fault in a decision with facts', { name: `${teams}/team.ts`, text: decision }, 'src/facts/index.ts', false],
  ])('%s', (_name, { name, text }, to, isFault) => {
    expect(pagesInside([{ from: name, to }], () => text).length > 0).toBe(isFault);
  });
});

test('a source file fits on a few screens', () => {
  const long = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|css|js)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .filter((name) => readFileSync(join(root, 'src', name), 'utf8').split('\n').length > 160);
  expect(long).toEqual([]);
});

test('the project holds text and pictures, and no file that a program unpacked or cached', () => {
  const own = readdirSync(root).filter((name) => !UNTRACKED.test(name));
  expect(own.filter((name) => statSync(join(root, name)).isDirectory()).sort()).toEqual(FOLDERS);
  const files = own.flatMap((name) =>
    statSync(join(root, name)).isFile()
      ? [name]
      : readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).map((file) => join(name, file)),
  );
  expect(files.filter((name) => statSync(join(root, name)).size > LARGEST_FILE)).toEqual([]);
});
