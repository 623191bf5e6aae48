import { parseArgs } from 'node:util';
import { appendAgainstCopy, appendAgainstEmmett } from './append.js';
import { importAgainstCopy } from './import.js';
import { loadAgainstIdeal, loadAgainstPaging } from './load.js';
import { rebuildAgainstReading } from './rebuild.js';
import { machine, startBench, type Line } from './support.js';

/** `npm run bench [-- --quick]`: one table, each line of it a ratio of two things measured side by side in this run. */
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const bench = await startBench();
try {
  const sizes = values.quick
    ? [{ people: 10_000, rounds: 1 }]
    : [
        { people: 10_000, rounds: 5 },
        { people: 100_000, rounds: 3 },
      ];
  process.stdout.write(`${machine()}\n\n| what | measured | against | ratio |\n| --- | --- | --- | --- |\n`);
  // Each line as soon as it is known: the whole takes minutes.
  print(await appendAgainstCopy(bench));
  print(await appendAgainstEmmett(bench));
  print(await loadAgainstPaging(bench, values.quick ? 2_000 : 20_000));
  print(await loadAgainstIdeal(bench, 40_000, values.quick ? 1 : 5));
  print(await rebuildAgainstReading(bench, values.quick ? 20_000 : 1_000_000, values.quick ? 3 : 1));
  print(await importAgainstCopy(bench, sizes));
} finally {
  await bench.end();
}

function print(lines: readonly Line[]): void {
  for (const { what, measured, against, ratio } of lines) {
    process.stdout.write(`| ${what} | ${measured} | ${against} | ${ratio.toFixed(2)} |\n`);
  }
}
