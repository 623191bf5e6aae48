import { parseArgs } from 'node:util';
import { appendAgainstCopy, appendAgainstEmmett } from './append.js';
import { eventStoreDbAgainstPostgres } from './eventstoredb.js';
import { importAgainstCopy } from './import.js';
import { loadAgainstIdeal, loadAgainstPaging, loadAtSizes } from './load.js';
import { memoryAtTwoSizes, pagesDuringImport } from './memory.js';
import { pagesAtTwoSizes } from './pages.js';
import { queryPlans } from './plans.js';
import { rebuildAgainstReading } from './rebuild.js';
import { machine, startBench, type Bench, type Line } from './support.js';

/**
 * `npm run bench [-- --quick] [--only 3] [--only 6]` prints a table. Each line is the ratio of two things measured side by side in this
 * run. `-- --plans` prints PostgreSQL's plans for the queries of the pages instead.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    plans: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const { quick } = values;
/** The data in every database of a run before the measurement. */
const OTHERS = { lists: 40, people: quick ? 250 : 2_500, teams: 20 };

const rounds = quick ? 1 : 5;
const sizes = (quick ? [1_000, 2_500] : [1_000, 2_500, 10_000, 100_000]).map((people) => ({ people, rounds }));
const large = quick ? 20_000 : 100_000;

/** Sections as numbered in docs/performance.md, in the order of measurement. */
const SECTIONS: readonly (readonly [string, (bench: Bench) => Promise<Line[]>])[] = [
  ['1', appendAgainstCopy],
  ['1', appendAgainstEmmett],
  ['3', (bench) => loadAgainstPaging(bench, quick ? 2_000 : 20_000, 0)],
  ['3', (bench) => loadAgainstPaging(bench, quick ? 2_000 : 20_000, 20)],
  ['3', (bench) => loadAtSizes(bench, sizes)],
  ['3', (bench) => loadAgainstIdeal(bench, 40_000, rounds)],
  ['4', (bench) => pagesAtTwoSizes(bench, [10_000, quick ? 100_000 : 1_000_000], quick ? 100 : 300)],
  ['5', (bench) => rebuildAgainstReading(bench, quick ? 30_000 : 1_000_000, quick ? 3 : 5)],
  ['2', (bench) => importAgainstCopy(bench, sizes)],
  ['7', (bench) => eventStoreDbAgainstPostgres(bench, quick ? 2_500 : 10_000, quick ? 2 : 5)],
  ['6', (bench) => memoryAtTwoSizes(bench, [1_000, quick ? 20_000 : 200_000], rounds)],
  ['6', (bench) => pagesDuringImport(bench, large, rounds)],
  ['6', (bench) => pagesDuringImport(bench, large, rounds, 'apart')],
];

const unknown = values.only.filter((wanted) => !SECTIONS.some(([section]) => section === wanted));
if (unknown.length > 0) throw new Error(`--only takes the number of a section, 1 to 7, not ${unknown.join(', ')}.`);
const bench = await startBench(OTHERS);
try {
  if (values.plans) process.stdout.write(await queryPlans(bench, quick ? 100_000 : 1_000_000));
  else await printTable();
} finally {
  await bench.end();
}

async function printTable(): Promise<void> {
  process.stdout.write(`${machine()}\n\n| what | measured | against | ratio |\n| --- | --- | --- | --- |\n`);
  // Print each line as soon as it is known: the whole run takes minutes.
  for (const [section, measure] of SECTIONS) {
    if (values.only.length === 0 || values.only.includes(section)) print(await measure(bench));
  }
}

function print(lines: readonly Line[]): void {
  for (const { what, measured, against, ratio } of lines) {
    process.stdout.write(`| ${what} | ${measured} | ${against} | ${ratio.toFixed(2)} |\n`);
  }
}
