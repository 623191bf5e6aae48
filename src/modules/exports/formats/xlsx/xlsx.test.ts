import { buffer } from 'node:stream/consumers';
import readXlsxFile from 'read-excel-file/node';
import { momentColumns, type FileOf } from '../../columns.js';
import { escaped, letters } from './cells.js';
import { LONGEST_CELL, MOST_ROWS } from './limits.js';
import { sheet } from './sheet.js';
import { xlsx } from './xlsx.js';

interface Row {
  readonly name: string | null;
  readonly n: number;
  readonly at: Date | null;
}

const AT = new Date('2026-03-05T22:30:00Z');
const fileOf = (...parts: (readonly Row[])[]): FileOf<Row> => ({
  columns: [
    { key: 'name', head: 'Name <&>', value: ({ name }) => name },
    { key: 'n', head: 'Number', value: ({ n }) => n },
    ...momentColumns<Row>('seen', 'Seen', 'Asia/Kolkata', ({ at }) => at),
  ],
  async *rows() {
    yield* parts;
  },
});
const named = (name: string | null, n = -1): Row => ({ name, n, at: null });
const read = async (file: FileOf<Row>) => {
  const [first] = await readXlsxFile(await buffer(xlsx.write(file)), { trim: false });
  return first?.data;
};
const xmlOf = async (file: FileOf<Row>) => {
  let xml = '';
  for await (const piece of sheet(file)) xml += piece;
  return xml;
};
const HEAD = ['Name <&>', 'Number', 'Seen (UTC)', 'Seen (local: Asia/Kolkata)'];

test('another program reads what was written: text, numbers, and each moment in UTC and on the local clock', async () => {
  const file = fileOf([{ name: 'Ann "A" <Lee> & co\nx', n: 7, at: AT }], [], [named(null, 8)]);
  expect(await read(file)).toEqual([
    HEAD,
    ['Ann "A" <Lee> & co\nx', 7, '2026-03-05 22:30:00', '2026-03-06 04:00:00'],
    [null, 8, null, null],
  ]);
});

test('a list without rows is a heading', async () => {
  expect(await read(fileOf())).toEqual([HEAD]);
  expect(await read(fileOf([]))).toEqual([HEAD]);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' 007 ', '李 Ångström 🚀', '<f>1+1</f>'])(
  '%j is text',
  async (name) => {
    expect((await read(fileOf([named(name)])))?.[1]?.slice(0, 2)).toEqual([name, -1]);
    expect(await xmlOf(fileOf([named(name)]))).not.toMatch(/<f>|t="str"/);
  },
);

test('what XML cannot have is dropped, and what a spreadsheet would decode is escaped', () => {
  expect(escaped('a\u0000b\u001bc\ufffed\r\ne\rf')).toBe('abcd\ne\nf');
  expect(escaped('a\ud800b')).toBe('a\ufffdb');
  expect(escaped('_x0041_ _x41_ _')).toBe('_x005F_x0041_ _x41_ _');
});

test('a number with more digits than a spreadsheet keeps is text', async () => {
  const data = await read(fileOf([named('a', 999_999_999_999_999), named('b', 9_007_199_254_740_991)]));
  expect(data?.slice(1).map(([, n]) => n)).toEqual([999_999_999_999_999, '9007199254740991']);
});

test('the heading stays in view, and columns are as wide as what is in them, within bounds', async () => {
  const xml = await xmlOf(fileOf([named('x'.repeat(200))]));
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect([...xml.matchAll(/ width="(\d+)"/g)].map(([, width]) => width)).toEqual(['60', '10', '12', '28']);
  expect([0, 25, 26, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});

test('as many rows fit as a spreadsheet has beside the heading', async () => {
  const rows = Array<Row>(MOST_ROWS - 1).fill(named('a'));
  await expect(xlsx.assertFits?.(fileOf(rows))).resolves.toBeUndefined();
  await expect(xlsx.assertFits?.(fileOf(rows, [named('a')]))).rejects.toThrow('more than 1,048,575 rows');
});

test('a value fits that is as long as a cell', async () => {
  await expect(xlsx.assertFits?.(fileOf([named('a'.repeat(LONGEST_CELL))]))).resolves.toBeUndefined();
  const longer = fileOf([named('a'.repeat(LONGEST_CELL + 1))]);
  await expect(xlsx.assertFits?.(longer)).rejects.toThrow('“Name <&>” is longer than 32,767 characters');
});

test('when the list cannot be read on, the file breaks off', async () => {
  const file: FileOf<Row> = {
    ...fileOf(),
    async *rows() {
      yield [named('a')];
      throw new Error('The database is away.');
    },
  };
  await expect(buffer(xlsx.write(file))).rejects.toThrow('The database is away.');
});
