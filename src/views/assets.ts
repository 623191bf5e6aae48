import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stylesheet } from './stylesheet.js';

export interface AssetFile {
  /** the URL path with its version, so it may be cached forever */
  readonly url: string;
  /** the file on disk, or the text of the style sheet, which is put together from many */
  readonly content: { readonly path: string } | { readonly text: string };
  /** media type, for the Content-Type header */
  readonly type: string;
}

const packages = createRequire(import.meta.url);
const own = (name: string) => join(import.meta.dirname, 'assets', name);
const inter = (subset: string) =>
  packages.resolve(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`);

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
} as const;

const subsets = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese'] as const;

const sources = {
  'portal.js': own('portal.js'),
  'combobox.js': own('combobox.js'),
  // Imported by these two or by each other, from the same folder. The server uses fold.mjs too.
  'ticks.js': own('ticks.js'),
  'rows.js': own('rows.js'),
  'zone.js': own('zone.js'),
  'fold.mjs': join(import.meta.dirname, '../shared/text/fold.mjs'),
  'favicon.svg': own('favicon.svg'),
  'htmx.esm.min.js': join(dirname(packages.resolve('htmx.org/package.json')), 'dist/htmx.esm.min.js'),
  ...(Object.fromEntries(subsets.map((subset) => [`inter-${subset}.woff2`, inter(subset)])) as Record<
    `inter-${(typeof subsets)[number]}.woff2`,
    string
  >),
};

export type AssetName = 'portal.css' | keyof typeof sources;

/** One version for all files, so that the style sheet can refer to the fonts by relative URLs. */
const version = Object.values(sources)
  .reduce((hash, path) => hash.update(readFileSync(path)), createHash('sha256').update(stylesheet))
  .digest('hex')
  .slice(0, 12);

/** The URL of one of our files. */
export function asset(name: AssetName): string {
  return `/assets/${version}/${name}`;
}

/** Every file the pages refer to, for the web part to serve. */
export const assetFiles: readonly AssetFile[] = [
  { url: asset('portal.css'), content: { text: stylesheet }, type: types.css },
  ...Object.entries(sources).map(([name, path]) => ({
    url: asset(name as AssetName),
    content: { path },
    type: types[name.slice(name.lastIndexOf('.') + 1) as keyof typeof types],
  })),
];
