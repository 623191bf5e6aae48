import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { createPortal, projections } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { ProjectionRunner, PostgresEventStore } from '../src/event-store/index.js';
import { Jobs } from '../src/jobs/index.js';
import { copyIn, dump, median, perSecond, timed, type Bench, type Line } from './support.js';

/** All that an import writes people to. */
const TABLES = ['import_item', 'email_claim', 'event', ...projections.flatMap(({ tables }) => tables)];

/** From "Import" to the last row of the history, against COPY of all rows that come of it into identical tables. */
export async function importAgainstCopy(bench: Bench, sizes: readonly { people: number; rounds: number }[]) {
  const lines: Line[] = [];
  const speeds: number[] = [];
  for (const { people, rounds } of sizes) {
    const importing: number[] = [];
    const copying: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { pool, close, run } = await portalWith(bench, people);
      importing.push(await timed(run));
      copying.push(await copyAll(pool));
      await close();
    }
    const [measured, against] = [median(importing), median(copying)];
    speeds.push(people / measured);
    lines.push({
      what: `2. import of ${people.toLocaleString('en')}, against COPY of all its rows`,
      measured: perSecond(people, measured),
      against: perSecond(people, against),
      ratio: against / measured,
    });
  }
  const [small = 0, large = 0] = speeds;
  if (speeds.length > 1) {
    lines.push({
      what: '2. speed of the largest import against the smallest',
      measured: `${Math.round(large * 1_000)}/s`,
      against: `${Math.round(small * 1_000)}/s`,
      ratio: large / small,
    });
  }
  return lines;
}

/** A portal with a list of people who are all ticked. `run` presses Import and waits until every list shows the end of it. */
async function portalWith(bench: Bench, people: number) {
  const pool = await bench.database();
  const config = readConfig({ DEMO: 'off', LOG_LEVEL: 'error', DATA_DIR: '.data/bench' });
  const secretsKeyring = JSON.stringify({ bench: randomBytes(32).toString('base64') });
  const app = await createPortal({
    config: { ...config, secretsKeyring },
    pool,
    authSecret: 'a secret for the bench, long enough as it is',
  });
  await app.init();
  const id = randomUUID();
  await insertRoster(pool, id, people);
  const run = async () => {
    await pool.query(`update roster set import_requested_at = now(), import_metadata = load_metadata where id = $1`, [
      id,
    ]);
    await app.get(Jobs).wake('import-users', id);
    for (;;) {
      const { rows } = await pool.query('select import_ended_at is not null as ended from roster where id = $1', [id]);
      if (rows[0]?.ended) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    const head = await new PostgresEventStore(pool).head();
    await app.get(ProjectionRunner).waitFor(head, 600_000);
  };
  return { pool, run, close: () => app.close() };
}

const A_RESELLER = { resellerId: randomUUID(), teamId: randomUUID() };

/** A list of people as it stands when it is loaded and all are ticked. */
export async function insertRoster(
  pool: pg.Pool,
  id: string,
  people: number,
  { resellerId, teamId } = A_RESELLER,
): Promise<void> {
  const metadata = { resellerId, actor: { id: randomUUID(), role: 'admin' }, correlationId: 'bench' };
  await pool.query(
    `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, load_metadata, credentials_version, status, received,
       importable, select_all, ticked)
     values ($1, $2, $3, 'client', 1, 'Bench', $4, $5, 'loaded', $6, $6, $6, $6)`,
    [id, resellerId, teamId, metadata, randomUUID(), people],
  );
  await pool.query(
    `insert into roster_person (roster_id, halo_id, name, name_key, email, email_key, site, inactive, service_account, general_user, ticked)
     select $1, n, 'Person ' || n, 'person ' || n, 'Person.' || n || '@bench.example', 'person.' || n || '@bench.example', 'Main',
       false, false, false, true
     from generate_series(1, $2::int) n`,
    [id, people],
  );
  // Only these: of a table that is empty, as the others are, PostgreSQL would remember that it is.
  await pool.query('analyze roster, roster_person');
}

async function copyAll(pool: pg.Pool): Promise<number> {
  let total = 0;
  for (const table of TABLES) {
    const rows = await dump(pool, table);
    await pool.query(`create table copied (like ${table} including all)`);
    total += await timed(() => copyIn(pool, 'copied', rows));
    await pool.query('drop table copied');
  }
  return total;
}
