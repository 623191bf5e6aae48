/** Which classes a style sheet has rules for, and which ones a source or a page uses. */

export interface Part {
  readonly name: string;
  readonly text: string;
}

/** The classes in the selectors of a style sheet, and the conditions of its media queries. */
export function rulesOf(css: string): { classes: Set<string>; media: Set<string> } {
  const bare = css.replace(/\/\*[^]*?\*\//g, '').replace(/"[^"]*"|'[^']*'/g, "''");
  const preludes = bare
    .split('{')
    .slice(0, -1)
    .map((before) => before.split(/[;}]/).at(-1)?.trim() ?? '');
  const selectors = preludes.filter((prelude) => !prelude.startsWith('@'));
  return {
    classes: new Set(selectors.flatMap((selector) => found(selector, /\.([a-z][\w-]*)/gi))),
    media: new Set(preludes.flatMap((prelude) => found(prelude, /^@media (.+)$/g))),
  };
}

/** Declarations of type and layers whose value is no token. */
export function offScale(css: string): string[] {
  return found(css, /\b((?:font-size|font-weight|line-height|z-index): (?!var\(|inherit)[^;]+)/g);
}

/** The tokens that a style sheet defines, and the ones it reads. */
export function tokensOf(css: string): { defined: Set<string>; read: Set<string> } {
  return { defined: new Set(found(css, /^ +(--[\w-]+):/gm)), read: new Set(found(css, /var\((--[\w-]+)/g)) };
}

/** The widths in the table of breakpoints of tokens.css. */
export function breakpointsOf(css: string): Set<string> {
  const table = css.slice(css.indexOf('* Breakpoints'));
  return new Set(found(table.slice(0, table.indexOf('*/')), /^ \* {3}([\d.]+em) /gm));
}

/** Where a class is named in TSX or in a script: an attribute, a property, or a call. What is computed is left to rendered pages. */
const PLACES = /\bclass(?:="|=\{|: |Name = |List\.\w+\()/g;

/** The classes that a TSX file or a script names as text. */
export function classesNamed(source: string): Set<string> {
  return new Set([...source.matchAll(PLACES)].flatMap(({ 0: place, index }) => namedAt(source, place, index)));
}

function namedAt(source: string, place: string, index: number): string[] {
  const rest = source.slice(index + place.length);
  if (place.endsWith('"')) return words(rest.slice(0, rest.indexOf('"')));
  if (place.endsWith('{')) return words(...textsIn(rest.slice(0, endOfBraces(rest))));
  // The first text of a property or a call; a type such as `class?: string` has none.
  return words(...found(rest, /^'([^']*)'/g));
}

/** The texts of an expression, but not those it only compares with. */
function textsIn(expression: string): string[] {
  const own = expression.replace(/[!=]== '[^']*'/g, '');
  const templates = found(own, /`([^`]*)`/g).map((template) => template.replace(/\$\{[^}]*\}/g, ' '));
  return [...templates, ...found(own, /'([^']*)'/g)];
}

function endOfBraces(text: string): number {
  let depth = 1;
  const end = [...text].findIndex((letter) => (depth += letter === '{' ? 1 : letter === '}' ? -1 : 0) === 0);
  return end < 0 ? text.length : end;
}

/** The classes in the HTML of a page. */
export function classesShown(html: string): Set<string> {
  return new Set(words(...found(html, / class="([^"]*)"/g)));
}

/** What is in one set and in no other: in the order of the alphabet, for a message. */
export const without = (some: Iterable<string>, others: ReadonlySet<string>) =>
  [...new Set(some)].filter((each) => !others.has(each)).sort();

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, group = '']) => group);
const words = (...texts: string[]) => texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== '');
