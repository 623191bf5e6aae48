import { momentColumns, type FileOf } from '../columns.js';
import { csv } from './csv.js';
import type { Format } from './format.js';
import { ndjson } from './ndjson.js';

interface Row {
  readonly name: string | null;
  readonly n: number;
  readonly at: Date | null;
}

const AT = new Date('2026-03-05T22:30:00Z');
const fileOf = (...parts: (readonly Row[])[]): FileOf<Row> => ({
  columns: [
    { key: 'name', head: 'Name, if any', value: ({ name }) => name },
    { key: 'n', head: 'Number', value: ({ n }) => n },
    ...momentColumns<Row>('seen', 'Seen', 'Asia/Kolkata', ({ at }) => at),
  ],
  async *rows() {
    yield* parts;
  },
});
const named = (name: string | null): Row => ({ name, n: -1, at: null });

async function written(format: Format, file: FileOf<Row>): Promise<string> {
  let text = '';
  for await (const piece of format.write(file)) text += piece.toString();
  return text;
}

test('CSV has a byte order mark, a heading, and each moment in UTC and on the local clock', async () => {
  const file = fileOf([{ name: 'Ann "A" Lee, Jr\nx', n: 7, at: AT }], [], [{ name: null, n: 8, at: null }]);
  expect(await written(csv, file)).toBe(
    '\uFEFF"Name, if any",Number,Seen (UTC),Seen (local: Asia/Kolkata)\r\n' +
      '"Ann ""A"" Lee, Jr\nx",7,2026-03-05 22:30:00,2026-03-06 04:00:00\r\n,8,,\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('in CSV, %j is text', async (name) => {
  const [, line = ''] = (await written(csv, fileOf([named(name)]))).split('\r\n');
  expect(line.replace(/^"/, '').startsWith(`'${name[0] ?? ''}`)).toBe(true);
});

test('in CSV, a negative number stays a number', async () => {
  expect(await written(csv, fileOf([named('Ann')]))).toContain('\r\nAnn,-1,,');
});

test('NDJSON has one object a line, with the values as they are', async () => {
  const text = await written(ndjson, fileOf([named('=1+1\n')], [], [{ name: null, n: 8, at: AT }]));
  expect(text.endsWith('}\n')).toBe(true);
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { name: '=1+1\n', n: -1, seenUtc: null, seenLocal: null },
    { name: null, n: 8, seenUtc: '2026-03-05T22:30:00.000Z', seenLocal: '2026-03-06T04:00:00.000+05:30' },
  ]);
});

test('a list without rows is a heading in CSV, and nothing in NDJSON', async () => {
  expect((await written(csv, fileOf([]))).split('\r\n')).toHaveLength(2);
  expect(await written(ndjson, fileOf([]))).toBe('');
});
