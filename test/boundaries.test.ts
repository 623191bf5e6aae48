import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * Who may import whom. Modules are entered by their index.ts; `event-store`, `halo-connector` and `sandbox` know none of the others.
 * The list of parts comes from the folders, so a new module is held to it without being named here.
 */
const root = resolve(import.meta.dirname, '..');
const modules = readdirSync(join(root, 'src/modules')).map((name) => `src/modules/${name}`);
const entered = ['src/event-store', 'src/database', 'src/halo-budget', ...modules];
/** Free of Nest, HTTP and SQL, so that every part may use it. */
const shared = 'src/shared';
const alone = [shared, 'src/event-store', 'src/modules/halo-connector', 'sandbox'];

interface Import {
  readonly from: string;
  readonly to: string;
}

function violations(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to }) => {
    const source = partOf(from);
    const target = partOf(to);
    if (source === target) return [];
    const rules: string[] = [];
    if (alone.includes(source) && (target !== shared || source === 'sandbox'))
      rules.push(`${source} knows none of the others`);
    if (target === 'sandbox') rules.push('nothing imports the sandbox');
    if (entered.includes(target) && to !== `${target}/index.ts`) rules.push(`${target} is entered by its index.ts`);
    return rules.map((rule) => `${from} imports ${to}: ${rule}`);
  });
}

function partOf(file: string): string {
  return [...entered, 'sandbox'].find((part) => file.startsWith(`${part}/`)) ?? file.split('/').slice(0, 2).join('/');
}

function importsOf(folder: string): Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .flatMap((from) =>
      [...readFileSync(join(root, from), 'utf8').matchAll(/(?:from|import)(?:\s|\()*'(\.{1,2}\/[^']+)'/g)].map(
        (match) => ({
          from,
          to: relative(root, resolve(root, dirname(from), match[1] ?? ''))
            .split(sep)
            .join('/')
            .replace(/\.js$/, '.ts'),
        }),
      ),
    );
}

test('modules meet at their index.ts, and the independent parts know no others', () => {
  const imports = [...importsOf('src'), ...importsOf('sandbox')];
  expect(imports.length).toBeGreaterThan(0);
  expect(violations(imports)).toEqual([]);
});

test('every form that changes something is a PostForm, which says whose page it stands on', () => {
  const views = readdirSync(join(root, 'src/views'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  const own = views.filter((name) =>
    /<form[^>]*method="post"/.test(readFileSync(join(root, 'src/views', name), 'utf8')),
  );
  // Signing in and out have no session to lose.
  expect(own.sort()).toEqual(['components/post-form.tsx', 'layout/top-bar.tsx', 'sign-in/sign-in.tsx']);
});

test.each<[string, Import]>([
  ['a way around the door', { from: 'src/modules/teams/a.ts', to: 'src/modules/imports/history/b.ts' }],
  ['an event store that knows a module', { from: 'src/event-store/a.ts', to: 'src/modules/teams/index.ts' }],
  ['a connector that knows the database', { from: 'src/modules/halo-connector/a.ts', to: 'src/database/index.ts' }],
  ['shared text that knows a module', { from: 'src/shared/text/a.ts', to: 'src/shared/errors.ts' }],
  ['a sandbox that knows shared text', { from: 'sandbox/a.ts', to: 'src/shared/text/index.ts' }],
  ['a sandbox that knows the product', { from: 'sandbox/a.ts', to: 'src/config.ts' }],
  ['a product that knows the sandbox', { from: 'src/main.ts', to: 'sandbox/main.ts' }],
])('the check sees %s', (_name, forbidden) => {
  expect(partOf(forbidden.from)).not.toBe('');
  expect(violations([forbidden]).length).toBeGreaterThan(0);
});
