import { randomUUID } from 'node:crypto';
import { projections } from '../src/app.js';
import { NO_STREAM, PostgresEventStore, rebuild, START } from '../src/event-store/index.js';
import type { EventStore, NewEvent } from '../src/event-store/index.js';
import { median, perSecond, timed, type Bench, type Line } from './support.js';

const OF_ONE_IMPORT = 10_000;
const BATCH = 2_500;
const TEAMS = 20;

/** All lists made anew by what `npm run projections` runs, against only reading the log once through the port. */
export async function rebuildAgainstReading(bench: Bench, events: number, rounds: number): Promise<Line[]> {
  const pool = await bench.database();
  const store = new PostgresEventStore(pool);
  await fillLog(store, events);
  await pool.query('vacuum analyze event');
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

/** Teams, and imports into them of 10,000 people each, of whom every twentieth is rejected, until there are so many events. */
export async function fillLog(store: EventStore, events: number): Promise<void> {
  const teams = Array.from({ length: TEAMS }, () => ({ teamId: randomUUID(), metadata: metadataOf(randomUUID()) }));
  for (const { teamId, metadata } of teams) {
    const data = { teamId, name: `Team ${teamId}` };
    await store.append(`team-${teamId}`, NO_STREAM, [{ id: randomUUID(), type: 'TeamAdded', data, metadata }]);
  }
  for (let left = events - TEAMS, n = 0; left > 0; n++) {
    const team = teams[n % TEAMS];
    if (team) left -= await appendImport(store, team, Math.min(OF_ONE_IMPORT, left - 2), n);
  }
}

type Team = { readonly teamId: string; readonly metadata: NewEvent['metadata'] };

const metadataOf = (resellerId: string): NewEvent['metadata'] => ({
  ...{ resellerId, correlationId: randomUUID() },
  actor: { id: randomUUID(), role: 'admin' },
});

async function appendImport(store: EventStore, { teamId, metadata }: Team, people: number, n: number): Promise<number> {
  const importId = randomUUID();
  const event = (type: string, data: object) => ({
    ...{ id: randomUUID(), type, metadata },
    data: { importId, teamId, ...data },
  });
  const decided = Array.from({ length: people }, (_, i) => {
    const about = { n: i, haloId: 1_000 + i, person: personOf(n * OF_ONE_IMPORT + i) };
    const reason = i % 40 === 19 ? 'malformed-email' : 'already-has-account';
    return i % 20 === 19
      ? event('UserRejected', { ...about, reason })
      : event('UserImported', { ...about, accountId: randomUUID() });
  });
  const rejected = decided.filter(({ type }) => type === 'UserRejected').length;
  const counts = { listed: people, toDecide: people, alreadyInThisTeam: 0, leftOut: 0 };
  const all = [
    event('ImportStarted', { ...counts, group: { kind: 'client', id: 12, name: 'Acme' } }),
    ...decided,
    event('ImportCompleted', { imported: people - rejected, rejected }),
  ];
  for (let at = 0; at < all.length; at += BATCH) {
    await store.append(`import-${importId}`, at - 1, all.slice(at, at + BATCH));
  }
  return all.length;
}

const FIRST = ['Ann', 'Björn', 'Carol', 'David', 'Elena', 'Frank', 'Grace', 'Hiro', 'Ines', 'James', 'Karen', 'Łukasz'];
const SYLLABLES = ['ber', 'dan', 'fel', 'gor', 'hal', 'kin', 'lam', 'mor', 'nes', 'pad', 'ris', 'son', 'ton', 'wal'];

/** A person with a name of two words, as most have: one of 12 × 2,744, and an address of their own. */
function personOf(n: number) {
  const first = FIRST[n % FIRST.length] ?? '';
  const digits = [n, n / SYLLABLES.length, n / SYLLABLES.length ** 2].map(
    (digit) => Math.floor(digit) % SYLLABLES.length,
  );
  const last = digits.map((digit) => SYLLABLES[digit]).join('');
  const name = `${first} ${last.charAt(0).toUpperCase()}${last.slice(1)}`;
  return { name, email: `${last}.${n}@bench.example`, site: 'Head office' };
}
