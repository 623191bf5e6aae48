import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Import {
  readonly from: string;
  readonly to: string;
}

export interface Source {
  readonly name: string;
  readonly text: string;
}

const modules = readdirSync(join(root, 'src/modules')).map((name) => `src/modules/${name}`);
const entered = ['src/event-store', 'src/database', 'src/facts', 'migrations', ...modules];

/** Parts that know no others but these. */
const knows: Readonly<Record<string, readonly string[]>> = {
  'src/shared': [],
  'src/facts': ['src/event-store'],
  'src/database': ['migrations'],
  'src/event-store': ['src/database', 'src/shared'],
  'src/modules/halo-connector': ['src/shared', 'src/facts'],
  'src/views': ['src/shared', 'src/facts'],
  sandbox: [],
};

/** The module of a file; if it is in none, its folder in `src`, or the file itself. A folder and a file of the same name are one (config). */
export function moduleOf(file: string): string {
  const part = [...entered, 'sandbox'].find((each) => file.startsWith(`${each}/`));
  return part ?? file.split('/').slice(0, 2).join('/').replace(/\.ts$/, '');
}

/** @returns a sentence for each import that breaks a rule */
export function violations(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to }) => {
    const [source, target] = [moduleOf(from), moduleOf(to)];
    if (source === target) return [];
    const rules: string[] = [];
    if (knows[source] && !knows[source].includes(target)) rules.push(`${source} does not know ${target}`);
    if (target === 'sandbox') rules.push('nothing imports the sandbox');
    if (entered.includes(target) && to !== `${target}/index.ts`) rules.push(`${target} is entered by its index.ts`);
    return rules.map((rule) => `${from} imports ${to}: ${rule}`);
  });
}

/** Tarjan's strongly connected components (SIAM J. Comput. 1972) of more than one node. @returns each as "a ↔ b", sorted */
export function circlesOf(imports: readonly Import[]): string[] {
  const targets = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    if (from !== to) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  }
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    lowest.set(node, index.size - 1);
    stack.push(node);
    for (const next of targets.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(node) !== index.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const node of targets.keys()) if (!index.has(node)) visit(node);
  return circles.map((circle) => circle.join(' ↔ ')).sort();
}

/**
 * The modules as a Mermaid diagram. An arrow means "imports". It is omitted where a longer path leads to the same module: with every arrow
 * the picture would be unreadable, and the longer path already shows which of the two is further down. Expects imports without circles.
 */
export function diagramOf(imports: readonly Import[]): string {
  const targets = new Map<string, Set<string>>();
  for (const [from, to] of imports.map((each) => [moduleOf(each.from), moduleOf(each.to)] as const)) {
    if (from !== to) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  }
  const next = (module: string): string[] => [...(targets.get(module) ?? [])].sort();
  const leadsTo = (from: string, to: string): boolean => next(from).some((step) => step === to || leadsTo(step, to));
  const arrows = [...targets.keys()].sort().flatMap((from) =>
    next(from)
      .filter((to) => !next(from).some((other) => other !== to && leadsTo(other, to)))
      .map((to) => `  ${node(from)} --> ${node(to)}`),
  );
  return ['```mermaid', 'flowchart TD', ...arrows, '```'].join('\n');
}

/** Modules get a shape of their own. */
function node(module: string): string {
  const [, folder, name] = module.split('/');
  return name ? `${name}[[${name}]]` : (folder ?? module);
}

/** Files of modules that may know pages and the web by their kind: routes, what stands around them, the door of a module. */
const ROUTES = /\.(?:controller|guard|filter|module)\.tsx?$|\.tsx$|\/index\.ts$/;
/** Pure, and made for pages: the words of one, and a form that waits for its page. */
const FOR_PAGES = [
  'history/sentence.ts',
  'history/imports/import-title.ts',
  'history/exports/import-people-file.ts',
  'credentials/connection-log/log-file.ts',
  'credentials/crumbs.ts',
  'access/kept-form/kept-form.ts',
];

/** Imports of pages and of the web by files that decide (pure: no Nest), project, or hold SQL. */
export function pagesInside(imports: readonly Import[], read = textOf): Import[] {
  return imports.filter(({ from, to }) => {
    if (!/^src\/(?:modules|facts|event-store|database)\//.test(from) || ROUTES.test(from)) return false;
    if (FOR_PAGES.some((name) => from === `src/modules/${name}`)) return false;
    const text = read(from);
    const isPure = !/from '@nestjs\//.test(text);
    const hasRows = /\.query[<(]/.test(text) || /: Projection\b/.test(text);
    return (isPure || hasRows) && (/^src\/(?:web|views)\//.test(to) || to.endsWith('.tsx'));
  });
}

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** All imports between files of a folder, types too, tests aside. */
export function importsOf(folder: string): Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .flatMap((from) =>
      [...textOf(from).matchAll(/(?:from|import)(?:\s|\()*'(\.{1,2}\/[^']+)'/g)].map(([, path = '']) => ({
        from,
        to: sourceOf(
          relative(root, resolve(root, dirname(from), path))
            .split(sep)
            .join('/'),
        ),
      })),
    );
}

function sourceOf(built: string): string {
  const source = built.replace(/\.js$/, '.ts');
  return existsSync(join(root, `${source}x`)) ? `${source}x` : source;
}
