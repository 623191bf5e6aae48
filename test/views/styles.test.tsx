import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'preact-render-to-string';
import { styleFiles } from '../../src/views/stylesheet.js';
import { classesNamed, classesShown, rulesOf, without } from './class-names.js';
import { hardPages } from './sample-names.js';
import { samplePages } from './sample-pages.js';

/** The style sheets are as they are said to be: no class without a rule, no rule without a class, one scale for each kind of value. */
const src = join(import.meta.dirname, '../../src');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx$|assets\/.+\.js$/.test(name) && !name.endsWith('.test.tsx'))
  .map((name) => readFileSync(join(src, name), 'utf8'));
const rules = rulesOf(styleFiles.map(({ text }) => text).join('\n'));

describe('classes', () => {
  const shown = Object.values({ ...samplePages, ...hardPages }).map((page) => classesShown(render(page)));
  const used = new Set([...sources.map(classesNamed), ...shown].flatMap((classes) => [...classes]));

  test('each has a rule', () => {
    expect(used.size).toBeGreaterThan(100);
    expect(without(used, rules.classes)).toEqual([]);
  });

  test('each rule has an element', () => {
    expect(without(rules.classes, used)).toEqual([]);
  });
});

describe('files', () => {
  test.each(styleFiles.filter(({ layer }) => !['tokens', 'base'].includes(layer)))(
    '$name stands beside its TSX',
    (file) => {
      expect(existsSync(join(src, file.name.replace(/css$/, 'tsx')))).toBe(true);
    },
  );

  test('none is longer than 160 lines', () => {
    expect(styleFiles.filter(({ text }) => text.split('\n').length > 161).map(({ name }) => name)).toEqual([]);
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
