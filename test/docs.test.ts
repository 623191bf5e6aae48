import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './support/imports.js';

const files = (folder: string, kind: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => kind.test(name));
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

const pages = ['README.md', 'sandbox/README.md', ...files('docs', /\.md$/)];

test('every link between documents leads to a file', () => {
  const links = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => join(dirname(page), path)),
  );
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every source file that a document names is there', () => {
  const named = pages.flatMap((page) =>
    [...textOf(page).matchAll(/`([\w./-]+\/[\w.-]+\.(?:tsx?|mjs|sql))`/g)].map(([, path = '']) => ({ page, path })),
  );
  expect(named.length).toBeGreaterThan(30);
  const places = ['', 'src', 'src/modules', 'src/event-store/rebuild'];
  expect(named.filter(({ path }) => !places.some((place) => existsSync(join(root, place, path))))).toEqual([]);
});

test('every document that the code names is there', () => {
  const code = ['src', 'sandbox', 'test', 'bench', 'migrations', 'docker'].flatMap((folder) =>
    files(folder, /\.(?:tsx?|mjs|sql)$/),
  );
  const named = code.flatMap((file) => [...textOf(file).matchAll(/docs\/[\w/-]+\.md/g)].map(([path]) => path));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('docs/operations.md has every setting', () => {
  const code = ['src/config.ts', ...files('src/config', /(?<!\.test)\.ts$/)].map(textOf).join('');
  const settings = new Set([...code.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, name = '']) => name));
  expect(settings.size).toBeGreaterThan(15);
  const documented = textOf('docs/operations.md');
  expect([...settings].filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
});

describe('decisions (docs/adr)', () => {
  const records = readdirSync(join(root, 'docs/adr')).sort();

  test('are numbered without holes, in the name of the file and in the title', () => {
    expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_name, index) => index + 1));
    for (const [index, name] of records.entries()) {
      expect(textOf(`docs/adr/${name}`)).toMatch(new RegExp(`^# ${index + 1}\\. `));
    }
  });

  test.each(records)('%s says the decision, then Context, Decision and Consequence, on a page', (name) => {
    const text = textOf(`docs/adr/${name}`);
    expect(text).toMatch(/^# .+\n\n\d{4}-\d\d-\d\d · accepted.*\n\n[^#\n][^#]+\.\n\n## Context\n/);
    expect(text.match(/^## .+$/gm)).toEqual(['## Context', '## Decision', '## Consequence']);
    expect(text.split('\n').length).toBeLessThan(75);
  });
});
