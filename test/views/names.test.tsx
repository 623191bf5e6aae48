import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { isolated, Name, Sentence } from '../../src/views/components/name.js';
import { marked, unisolated } from './marked-names.js';
import { hardPages } from './sample-names.js';
import { samplePages } from './sample-pages.js';

/** A name that runs from right to left must not change the order of the words around it, on any page. */
test.each(Object.entries({ ...samplePages, ...hardPages }))('%s isolates every name', (_name, page) => {
  const html = render(marked(page));
  expect(unisolated(html)).toEqual([]);
});

test('the marks reach the pages', () => {
  const all = Object.values(samplePages).map((page) => render(marked(page)));
  expect(all.filter((html) => html.includes('\ue000')).length).toBeGreaterThan(all.length * 0.9);
});

test.each([
  ['text', '<p>of \ue000Acme\ue001, by</p>'],
  ['a title', '<title>Import into \ue000Acme\ue001</title>'],
  ['an attribute', '<table aria-label="People in \ue000Acme\ue001">'],
  ['a field', '<input value="\ue000Acme\ue001" type="text">'],
  ['an option', '<option value="\ue000x\ue001">\ue000Acme\ue001</option>'],
  ['text after an isolated one', '<p><bdi>\ue000a\ue001</bdi> \ue000Acme\ue001</p>'],
])('the check sees a bare name in %s', (_where, html) => {
  expect(unisolated(html)).toHaveLength(1);
});

describe('Name', () => {
  const name = (text: string) => render(h(Name, null, text) as never);

  test('isolates what it shows', () => {
    expect(name('שלום בע״מ')).toBe('<bdi>שלום בע״מ</bdi>');
  });

  test('allows a break inside a word only if the word may be wider than a screen', () => {
    expect(name('General User')).not.toContain('class');
    expect(name('Bartholomew Featherstonehaugh-Cholmondeley')).not.toContain('class');
    expect(name('x'.repeat(21))).toContain('class="endless"');
  });

  test('offers breaks in a long address, and none in a short one', () => {
    expect(name('ann@contoso.example')).toBe('<bdi>ann@contoso.example</bdi>');
    expect(name('ann@contoso-holdings.example')).toBe('<bdi>ann<wbr/>@contoso-holdings<wbr/>.example</bdi>');
  });
});

describe('isolated', () => {
  test('marks a name in plain text, and Sentence shows it isolated', () => {
    const sentence = `Removed ${isolated('Ann')} (${isolated('a@b.example')}).`;
    expect(sentence).toBe('Removed \u2068Ann\u2069 (\u2068a@b.example\u2069).');
    expect(render(<Sentence>{sentence}</Sentence>)).toBe('Removed <bdi>Ann</bdi> (<bdi>a@b.example</bdi>).');
  });

  test('a name cannot end its isolation by itself', () => {
    expect(isolated('Acme\u2069\u202e evil')).toBe('\u2068Acme evil\u2069');
  });
});
