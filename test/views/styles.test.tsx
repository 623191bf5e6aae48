import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'preact-render-to-string';
import { styleFiles } from '../../src/views/stylesheet.js';
import { breakpointsOf, classesNamed, classesShown, offScale, rulesOf, tokensOf, without } from './style-rules.js';
import { hardPages } from './sample-names.js';
import { samplePages } from './sample-pages.js';

/** The rules of the style sheets: no class without a rule, no rule without a class, one scale for each kind of value. */
const src = join(import.meta.dirname, '../../src');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx$|assets\/.+\.js$/.test(name) && !name.endsWith('.test.tsx'))
  .map((name) => readFileSync(join(src, name), 'utf8'));
const css = styleFiles.map(({ text }) => text).join('\n');
const rules = rulesOf(css);

describe('classes', () => {
  const shown = Object.values({ ...samplePages, ...hardPages }).map((page) => classesShown(render(page)));
  const used = new Set([...sources.map(classesNamed), ...shown].flatMap((classes) => [...classes]));

  test('each class has a rule', () => {
    expect(used.size).toBeGreaterThan(100);
    expect(without(used, rules.classes)).toEqual([]);
  });

  test('each rule has an element that uses it', () => {
    expect(without(rules.classes, used)).toEqual([]);
  });
});

describe('files', () => {
  test.each(styleFiles.filter(({ layer }) => !['tokens', 'base'].includes(layer)))(
    '$name is beside its TSX',
    (file) => {
      expect(existsSync(join(src, file.name.replace(/css$/, 'tsx')))).toBe(true);
    },
  );

  test('none is longer than 160 lines', () => {
    expect(styleFiles.filter(({ text }) => text.split('\n').length > 161).map(({ name }) => name)).toEqual([]);
  });
});

describe('scales', () => {
  test('type and layers are tokens', () => {
    const off = styleFiles
      .filter(({ layer }) => layer !== 'tokens')
      .flatMap(({ name, text }) => offScale(text).map((declaration) => `${name}: ${declaration}`));
    expect(off).toEqual([]);
  });

  test('each token is defined, and each is read', () => {
    const { defined, read } = tokensOf(css);
    expect([without(read, defined), without(defined, read)]).toEqual([[], []]);
  });

  test('media queries know the widths of the table in tokens.css, and no others', () => {
    const table = breakpointsOf(css);
    const used = new Set([...rules.media].flatMap((condition) => condition.match(/(?<![\d.])[\d.]+[a-z]+/g) ?? []));
    expect([without(used, table), without(table, used)]).toEqual([[], []]);
  });
});

describe('what the check reads', () => {
  test('classes and media queries of a style sheet', () => {
    const css = `
      /* not .this */
      .a, ul.b:not(.c) > li { content: '.d { }'; background: url("e.svg"); margin: 0.5em; &.f { gap: .5em } }
      @media (width <= 40em) { .g { @media (width > 1em) { top: 0 } } }`;
    expect([...rulesOf(css).classes]).toEqual(['a', 'b', 'c', 'f', 'g']);
    expect([...rulesOf(css).media]).toEqual(['(width <= 40em)', '(width > 1em)']);
  });

  test('values that are not on a scale', () => {
    expect(offScale('.a { font-size: 14px; line-height: inherit } .b { z-index: 3; font-weight: var(--b) }')).toEqual([
      'font-size: 14px',
      'z-index: 3',
    ]);
  });

  test('tokens, and breakpoints in their table', () => {
    const css = `/*\n * Breakpoints. 1em is not meant:\n *   40em    phones\n *   62.5em  more than 3em\n */\n:root {\n  --a: 9em;\n  --b: var(--a);\n}`;
    expect(tokensOf(css)).toEqual({ defined: new Set(['--a', '--b']), read: new Set(['--a']) });
    expect([...breakpointsOf(css)]).toEqual(['40em', '62.5em']);
  });

  test.each([
    [`<p class="a b">`, ['a', 'b']],
    ["<p class={`chip ${tone} ${small ? ' small' : ''}`}>", ['chip', 'small']],
    [`<p class={width === 'wide' ? 'main' : undefined} id="x">`, ['main']],
    [`{ head: 'Site', class: 'site' }`, ['site']],
    [`{ class?: string; classes: 'no' }`, []],
    [`notice.className = 'notice error'; note.classList.toggle('quiet', on)`, ['notice', 'error', 'quiet']],
    [`class Page extends Thing {} // 'no'`, []],
  ])('classes named in %s', (source, classes) => {
    expect([...classesNamed(source)]).toEqual(classes);
  });

  test('classes of a page', () => {
    expect([...classesShown('<p class="a b" id="c"><i class="a">class</i>')]).toEqual(['a', 'b']);
  });

  test('a class without a rule, and a rule without a class', () => {
    const [styles, page] = [rulesOf('.known {} .unused {}').classes, classesNamed('<p class="known unknown">')];
    expect([without(page, styles), without(styles, page)]).toEqual([['unknown'], ['unused']]);
  });
});
