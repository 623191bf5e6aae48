import { randomUUID } from 'node:crypto';
import { NO_STREAM } from '../src/event-store/index.js';
import type { EventStore, NewEvent } from '../src/event-store/index.js';

const OF_ONE_IMPORT = 10_000;
const BATCH = 2_500;
const TEAMS = 20;

export interface LogShape {
  readonly ofOneImport?: number;
  /** the first events: one per reseller */
  readonly teams?: number;
}

/** Adds Teams and imports into them until there are this many new events. Every twentieth person is rejected. */
export async function fillLog(
  store: EventStore,
  events: number,
  { ofOneImport = OF_ONE_IMPORT, teams: many = TEAMS }: LogShape = {},
): Promise<void> {
  const teams = Array.from({ length: many }, () => ({ teamId: randomUUID(), metadata: metadataOf(randomUUID()) }));
  for (const { teamId, metadata } of teams) {
    const data = { teamId, name: `Team ${teamId}` };
    await store.append(`team-${teamId}`, NO_STREAM, [{ id: randomUUID(), type: 'TeamAdded', data, metadata }]);
  }
  for (let left = events - many, n = 0; left > 0; n++) {
    const team = teams[n % many];
    if (team) left -= await appendImport(store, team, Math.min(ofOneImport, left - 2), n * ofOneImport);
  }
}

type Team = { readonly teamId: string; readonly metadata: NewEvent['metadata'] };

const metadataOf = (resellerId: string): NewEvent['metadata'] => ({
  ...{ resellerId, correlationId: randomUUID() },
  actor: { id: randomUUID(), role: 'admin' },
});

async function appendImport(
  store: EventStore,
  { teamId, metadata }: Team,
  people: number,
  first: number,
): Promise<number> {
  const importId = randomUUID();
  const event = (type: string, data: object) => ({
    ...{ id: randomUUID(), type, metadata },
    data: { importId, teamId, ...data },
  });
  const decided = Array.from({ length: people }, (_, i) => {
    const about = { n: i, haloId: 1_000 + i, person: personOf(first + i) };
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

/** A person with a name of two words (one of 12 × 2,744) and an address of their own. */
function personOf(n: number) {
  const first = FIRST[n % FIRST.length] ?? '';
  const digits = [n, n / SYLLABLES.length, n / SYLLABLES.length ** 2].map(
    (digit) => Math.floor(digit) % SYLLABLES.length,
  );
  const last = digits.map((digit) => SYLLABLES[digit]).join('');
  const name = `${first} ${last.charAt(0).toUpperCase()}${last.slice(1)}`;
  return { name, email: `${last}.${n}@bench.example`, site: 'Head office' };
}
