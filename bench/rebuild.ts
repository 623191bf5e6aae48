import { projections } from '../src/app.js';
import { openLog, rebuild, START } from '../src/event-store/index.js';
import type { EventStore } from '../src/event-store/index.js';
import { fillLog } from './fill-log.js';
import { median, perSecond, timed, type Bench, type Line } from './support.js';

/** Rebuilds all lists with the code of `npm run projections`, against only reading the log once through the port. */
export async function rebuildAgainstReading(bench: Bench, events: number, rounds: number): Promise<Line[]> {
  const pool = await bench.database();
  const store = await openLog({ pool, url: undefined });
  await fillLog(store, events - ((await store.count()) ?? 0));
  await pool.query('vacuum analyze');
  const reading: number[] = [];
  const rebuilding: number[] = [];
  for (let round = 0; round < rounds; round++) {
    reading.push(await timed(() => readAll(store)));
    rebuilding.push(await timed(() => rebuild(pool, store, projections)));
  }
  await store.close();
  const [measured, against] = [median(rebuilding), median(reading)];
  return [
    {
      what: `5. rebuild of all ${projections.length} lists at ${events.toLocaleString('en')} events, against reading them`,
      measured: perSecond(events, measured),
      against: perSecond(events, against),
      ratio: against / measured,
    },
  ];
}

async function readAll(store: EventStore): Promise<void> {
  let position = START;
  for (;;) {
    const events = await store.readAll(position, 2_000);
    const last = events.at(-1);
    if (!last) return;
    position = last.position;
  }
}
