import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The layers of the cascade, and where their files are. A later layer wins, however specific the selectors of an earlier one. */
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

/** Every file of styles, in the order of the cascade. */
export const styleFiles: readonly StyleFile[] = Object.entries(LAYERS).flatMap(([layer, names]) =>
  names.map((name) => ({ layer: layer as Layer, name, text: readFileSync(below(name), 'utf8') })),
);

/** The one style sheet of all pages. */
export const stylesheet = [
  `@layer ${Object.keys(LAYERS).join(', ')};`,
  ...styleFiles.map(({ layer, name, text }) => `/* ${name} */\n@layer ${layer} {\n${text}}`),
].join('\n');

/** The style sheets in a folder and the folders in it. Their order does not depend on the disk. */
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
