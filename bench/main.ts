import { parseArgs } from 'node:util';
import { appendAgainstCopy, appendAgainstEmmett } from './append.js';
import { importAgainstCopy } from './import.js';
import { loadAgainstIdeal, loadAgainstPaging } from './load.js';
import { memoryAtTwoSizes, pagesDuringImport } from './memory.js';
import { pagesAtTwoSizes } from './pages.js';
import { queryPlans } from './plans.js';
import { rebuildAgainstReading } from './rebuild.js';
import { machine, startBench, type Line } from './support.js';

/**
 * `npm run bench [-- --quick]`: one table, each line of it a ratio of two things measured side by side in this run. `-- --plans`: instead,
 * how PostgreSQL answers the queries of the pages.
 */
const switches = { quick: { type: 'boolean', default: false }, plans: { type: 'boolean', default: false } } as const;
const { values } = parseArgs({ options: switches });
const bench = await startBench();
try {
  if (values.plans) process.stdout.write(await queryPlans(bench, values.quick ? 100_000 : 1_000_000));
  else await printTable();
} finally {
  await bench.end();
}

async function printTable(): Promise<void> {
  const sizes = values.quick
    ? [{ people: 10_000, rounds: 1 }]
    : [
        { people: 10_000, rounds: 5 },
        { people: 100_000, rounds: 5 },
      ];
  process.stdout.write(`${machine()}\n\n| what | measured | against | ratio |\n| --- | --- | --- | --- |\n`);
  // Each line as soon as it is known: the whole takes minutes.
  print(await appendAgainstCopy(bench));
  print(await appendAgainstEmmett(bench));
  print(await loadAgainstPaging(bench, values.quick ? 2_000 : 20_000, 0));
  print(await loadAgainstPaging(bench, values.quick ? 2_000 : 20_000, 20));
  print(await loadAgainstIdeal(bench, 40_000, values.quick ? 1 : 5));
  print(await pagesAtTwoSizes(bench, [10_000, values.quick ? 100_000 : 1_000_000], values.quick ? 100 : 300));
  print(await rebuildAgainstReading(bench, values.quick ? 20_000 : 1_000_000, values.quick ? 3 : 5));
  print(await importAgainstCopy(bench, sizes));
  print(await memoryAtTwoSizes(bench, [1_000, values.quick ? 20_000 : 200_000], values.quick ? 1 : 5));
  print(await pagesDuringImport(bench, values.quick ? 20_000 : 100_000, values.quick ? 1 : 5));
}

function print(lines: readonly Line[]): void {
  for (const { what, measured, against, ratio } of lines) {
    process.stdout.write(`| ${what} | ${measured} | ${against} | ${ratio.toFixed(2)} |\n`);
  }
}
