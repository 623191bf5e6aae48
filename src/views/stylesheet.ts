import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The cascade layers and the folders of their files. A later layer wins over an earlier one, whatever the specificity. */
const LAYERS = {
  tokens: ['views/assets/fonts.css', 'views/assets/tokens.css'],
  base: ['base', 'forms', 'blocks', 'segments', 'utilities'].map((name) => `views/assets/${name}.css`),
  components: inFolder('views/components'),
  layout: inFolder('views/layout'),
  pages: [...inFolder('views/errors'), ...inFolder('modules')],
} as const;

type Layer = keyof typeof LAYERS;

export interface StyleFile {
  readonly layer: Layer;
  /** below src, such as views/components/button.css */
  readonly name: string;
  readonly text: string;
}

/** Every CSS file, in cascade order. */
export const styleFiles: readonly StyleFile[] = Object.entries(LAYERS).flatMap(([layer, names]) =>
  names.map((name) => ({ layer: layer as Layer, name, text: readFileSync(below(name), 'utf8') })),
);

/** The one style sheet of all pages. */
export const stylesheet = [
  `@layer ${Object.keys(LAYERS).join(', ')};`,
  ...styleFiles.map(({ layer, name, text }) => `/* ${name} */\n@layer ${layer} {\n${text}}`),
].join('\n');

/** The CSS files in a folder and its subfolders, sorted, because the order on disk differs between machines. */
function inFolder(folder: string): string[] {
  const names = readdirSync(below(folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.css'))
    .map((name) => join(folder, name))
    .sort();
}

function below(name: string): string {
  return join(import.meta.dirname, '..', name);
}
