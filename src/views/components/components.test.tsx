import { render } from 'preact-render-to-string';
import { count, people } from './number.js';
import { link, Pager } from './pager.js';
import { Progress } from './progress.js';
import { SumLine, sumParts } from './sum-line.js';
import { clockText, durationText, momentText, timeLeftText } from './time.js';
import { Table } from './table.js';
import type { RowRange } from '../../shared/row-range.js';

const text = (html: string) =>
  html
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
const sum = { listed: 1_310, imported: 1_204, rejected: 61, alreadyInTeam: 20, leftOut: 25, waiting: 0 };

describe('the sum line', () => {
  test('always says the same, in the same order', () => {
    expect(text(render(<SumLine sum={sum} />))).toBe(
      '1,310 listed = 1,204 imported + 61 rejected + 20 already in this Team + 25 left out',
    );
  });

  test('counts those who wait while an import runs', () => {
    const running = render(<SumLine sum={{ ...sum, imported: 500, waiting: 704 }} />);
    expect(text(running)).toMatch(
      /= 500 imported \+ 61 rejected \+ 20 already in this Team \+ 25 left out \+ 704 waiting$/,
    );
  });

  test('adds up to what is listed', () => {
    expect(sumParts(sum).reduce((total, { value }) => total + value, 0)).toBe(sum.listed);
  });

  test('says what would happen before it does', () => {
    expect(text(render(<SumLine before sum={sum} />))).toContain('1,204 to import');
  });
});

test('numbers, moments and durations in words', () => {
  expect([count(1_234_567), people(1), people(0)]).toEqual(['1,234,567', '1 person', '0 people']);
  const at = new Date('2026-09-03T04:05:59Z');
  expect(momentText(at)).toBe('3 Sep 2026, 04:05 UTC');
  expect(momentText(at, 'America/New_York')).toBe('3 Sep 2026, 00:05 GMT-4');
  expect(clockText(at, 'Europe/Berlin')).toBe('06:05:59 CEST');
  expect([0.2, 1, 75, 3_600, 7_260].map(durationText)).toEqual([
    'less than a second',
    '1 second',
    '1 minute 15 seconds',
    '1 hour',
    '2 hours 1 minute',
  ]);
  expect([3, 17, 61, 400].map(timeLeftText)).toEqual([
    'a few seconds left',
    'about 20 seconds left',
    'about 1 minute left',
    'about 7 minutes left',
  ]);
});

test('progress is read out only at each tenth', () => {
  const said = (done: number) =>
    /role="status">([^<]*)</.exec(
      render(<Progress id="p" label="Importing" done={done} total={100} word="decided" />),
    )?.[1];
  expect([30, 34, 39, 40].map(said)).toEqual([
    'Importing: 30 percent',
    'Importing: 30 percent',
    'Importing: 30 percent',
    'Importing: 40 percent',
  ]);
});

test('progress beyond the announced number shows no total, never "1,200 of 655"', () => {
  const html = render(<Progress id="p" label="Loading" done={1_200} total={655} word="people loaded" />);
  expect(html).toContain('<b>1,200</b> people loaded');
  expect(html).not.toMatch(/655|max=|percent/);
  expect(render(<Progress id="p" label="Loading" done={655} total={655} word="loaded" />)).toContain('100 percent');
});

test('links keep the filters, escape them, and drop the empty ones', () => {
  expect(link('/teams', { q: 'a&b ü', after: null, archived: '' })).toBe('/teams?q=a%26b+%C3%BC');
  const html = render(
    <Pager label="Teams" path="/teams" query={{ q: '"><script>' }} cursor="after" page={{ at: null, next: 'x"y' }} />,
  );
  expect(html).not.toContain('<script>');
  expect(html).toContain('after=x%22y');
});

test('a pager says which page of how many, and leads to the first, previous, next and last', () => {
  const range: RowRange = { from: 201, to: 300, of: 2_500, size: 100 };
  const page = { at: 'a', previous: 'p', next: 'n', last: 'last', range };
  const html = render(<Pager label="Teams" path="/teams" cursor="after" page={page} />);
  expect(text(html)).toBe('201–300 of 2,500 · page 3 of 25 First PreviousNext Last');
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    '/teams',
    '/teams?after=p',
    '/teams?after=n',
    '/teams?after=last',
  ]);
  const uncounted = { ...page, last: null, range: { ...range, of: null } };
  expect(text(render(<Pager label="Teams" path="/teams" cursor="after" page={uncounted} />))).toBe(
    '201–300 · page 3 First PreviousNext',
  );
});

test('a head that sorts says the order, and leads to the other one', () => {
  const columns = [
    { head: 'Name', sort: 'name', cell: () => '' },
    { head: 'People', sort: 'people', greatestFirst: true, cell: () => '' },
    { head: 'Action', cell: () => '' },
  ];
  const to = (by: string, desc: boolean) => `?${desc ? '-' : ''}${by}`;
  const heads = (by: string, desc: boolean) =>
    [
      ...render(
        <Table caption="Teams" columns={columns} rows={[]} rowKey={String} sorting={{ by, desc, to }} />,
      ).matchAll(/<th.*?<\/th>/g),
    ].map(([head]) => [/aria-sort="(\w+)"/.exec(head)?.[1], /href="([^"]*)"/.exec(head)?.[1]]);
  expect(heads('name', false)).toEqual([
    ['ascending', '?-name'],
    [undefined, '?-people'],
    [undefined, undefined],
  ]);
  expect(heads('people', true)).toEqual([
    [undefined, '?name'],
    ['descending', '?people'],
    [undefined, undefined],
  ]);
});

test('names are never read as markup', () => {
  const name = '<img src=x onerror=alert(1)>';
  const html = render(
    <Table caption={name} columns={[{ head: 'Name', cell: () => name }]} rows={[name]} rowKey={(row) => row} />,
  );
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img');
});
