import { setTimeout as pause } from 'node:timers/promises';
import { startOwnPortal, type OwnPortal, type Processes } from './own-portal.js';
import { median, percentile, timed, type Bench, type Line } from './support.js';

/** The pause between two pages, as if a person read them: this measures the portal at work, not the maximum rate of its pages. */
const BETWEEN_MS = 20;
const IDLE_PAGES = 300;
const SMALL_LIST = 1_000;

/** The peak memory of a portal process for imports of two sizes, each in a process and a database of its own. */
export async function memoryAtTwoSizes(
  bench: Bench,
  [fewer, more]: readonly [number, number],
  rounds: number,
): Promise<Line[]> {
  const peaks: Record<number, number[]> = { [fewer]: [], [more]: [] };
  for (let round = 0; round < rounds; round++) {
    for (const people of [fewer, more]) {
      await withPortal(bench, 'one', async (portal) => {
        const roster = await portal.list(people);
        await portal.import(roster);
        peaks[people]?.push(await portal.peak());
      });
    }
  }
  const [small, large] = [median(peaks[fewer] ?? []), median(peaks[more] ?? [])];
  return [
    {
      what: `6. peak memory of an import of ${more.toLocaleString('en')}, against ${fewer.toLocaleString('en')}`,
      ...{ measured: mebibytes(large), against: mebibytes(small), ratio: large / small },
    },
  ];
}

/** Pages that another person of the same reseller opens during a large import, against the same pages on an idle portal. */
export async function pagesDuringImport(
  bench: Bench,
  people: number,
  rounds: number,
  how: Processes = 'one',
): Promise<Line[]> {
  const idle: number[][][] = [];
  const busy: number[][][] = [];
  for (let round = 0; round < rounds; round++) {
    await withPortal(bench, how, async (portal) => {
      const paths = ['/teams', `/rosters/${await portal.list(SMALL_LIST)}`];
      const large = await portal.list(people);
      const still = new AbortController();
      setTimeout(() => still.abort(), IDLE_PAGES * BETWEEN_MS);
      idle.push(await look(portal, paths, still.signal));
      const ended = new AbortController();
      const importing = portal.import(large).finally(() => ended.abort());
      busy.push(await look(portal, paths, ended.signal));
      await importing;
    });
  }
  return ['the list of Teams', 'a list of people to tick'].flatMap((what, page) =>
    [50, 99].map((percent) => {
      const at = (all: readonly number[][][]) => median(all.map((round) => percentile(round[page] ?? [], percent)));
      const [measured, against] = [at(busy), at(idle)];
      return {
        what: `6. ${what} during an import of ${people.toLocaleString('en')}${WHERE[how]}: p${percent}, against idle`,
        ...{ measured: `${measured.toFixed(1)} ms`, against: `${against.toFixed(1)} ms`, ratio: measured / against },
      };
    }),
  );
}

/** Opens each page once beforehand, so that one-time work is not measured. @returns milliseconds, page by page */
async function look({ get }: OwnPortal, paths: readonly string[], until: AbortSignal): Promise<number[][]> {
  for (const path of paths) await get(path);
  const took = paths.map(() => [] as number[]);
  while (!until.aborted) {
    for (const [page, path] of paths.entries()) {
      took[page]?.push(await timed(() => get(path)));
      await pause(BETWEEN_MS);
    }
  }
  return took;
}

const WHERE: Readonly<Record<Processes, string>> = { one: '', apart: ' by a process of its own' };

async function withPortal(bench: Bench, how: Processes, work: (portal: OwnPortal) => Promise<void>): Promise<void> {
  const portal = await startOwnPortal(await bench.database(), how);
  await work(portal).finally(portal.stop);
}

const mebibytes = (kibibytes: number) => `${Math.round(kibibytes / 1_024)} MiB`;
