import { parseArgs } from 'node:util';
import { appendAgainstCopy, appendAgainstEmmett } from './append.js';
import { importAgainstCopy, rebuildAgainstReading } from './import.js';
import { loadAgainstPaging } from './load.js';
import { machine, startBench, type Line } from './support.js';

/** `npm run bench [-- --quick]`: one table, each line a ratio of two things measured side by side in this run. */
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const bench = await startBench();
try {
  const lines: Line[] = [
    ...(await appendAgainstCopy(bench)),
    ...(await appendAgainstEmmett(bench)),
    ...(await importAgainstCopy(
      bench,
      values.quick
        ? [{ people: 10_000, rounds: 1 }]
        : [
            { people: 10_000, rounds: 5 },
            { people: 100_000, rounds: 5 },
          ],
    )),
    ...(await loadAgainstPaging(bench, values.quick ? 2_000 : 20_000)),
    ...(await rebuildAgainstReading(bench, values.quick ? 10_000 : 200_000)),
  ];
  process.stdout.write(`${machine()}\n\n${table(lines)}\n`);
} finally {
  await bench.end();
}

function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, measured, against, ratio }) => [what, measured, against, ratio.toFixed(2)]);
  return [['what', 'measured', 'against', 'ratio'], ['---', '---', '---', '---'], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}
