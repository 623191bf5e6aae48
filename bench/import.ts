import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { createPortal, projections } from '../src/app.js';
import { readConfig, type Config } from '../src/config.js';
import { EventStore, ProjectionRunner } from '../src/event-store/index.js';
import { Jobs } from '../src/jobs/index.js';
import { copyIn, dump, median, perPerson, perSecond, seconds, timed } from './support.js';
import type { Bench, Line, Took } from './support.js';

/** All tables that an import writes people to. */
const TABLES = ['import_item', 'email_claim', 'log.event', ...projections.flatMap(({ tables }) => tables)];

export interface Size {
  readonly people: number;
  readonly rounds: number;
}

/** From pressing Import to the last row of the history, against COPY of all resulting rows into identical tables. */
export async function importAgainstCopy(bench: Bench, sizes: readonly Size[]): Promise<Line[]> {
  const lines: Line[] = [];
  const took: Took[] = [];
  for (const { people, rounds } of sizes) {
    const importing: number[] = [];
    const copying: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { pool, id, close, run } = await portalWith(bench, people);
      importing.push(await timed(run));
      copying.push(await copyAll(pool, id));
      await close();
    }
    const [measured, against] = [median(importing), median(copying)];
    took.push({ people, ms: measured });
    lines.push({
      what: `2. import of ${people.toLocaleString('en')}, against COPY of all its rows`,
      measured: `${seconds(measured)}, ${perSecond(people, measured)}`,
      against: perSecond(people, against),
      ratio: against / measured,
    });
  }
  return [...lines, ...perPerson('2. import', took)];
}

/** A portal with a list of people, all ticked. `run` presses Import and waits until every projection has applied its last event. */
async function portalWith(bench: Bench, people: number) {
  return importing(await bench.database(), people);
}

/** @param settings other settings of the portal */
export async function importing(pool: pg.Pool, people: number, settings: Partial<Config> = {}) {
  const config = readConfig({ DEMO: 'off', LOG_LEVEL: 'error', DATA_DIR: '.data/bench' });
  const secretsKeyring = JSON.stringify({ bench: randomBytes(32).toString('base64') });
  const app = await createPortal({
    config: { ...config, secretsKeyring, ...settings },
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
    await app.get(Jobs).wake('import-users', { id, owner: 'bench' });
    for (;;) {
      const { rows } = await pool.query('select import_ended_at is not null as ended from roster where id = $1', [id]);
      if (rows[0]?.ended) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    const head = await app.get(EventStore, { strict: false }).head();
    await app.get(ProjectionRunner).waitFor(head, 600_000);
  };
  return { pool, id, run, close: () => app.close() };
}

const A_RESELLER = { resellerId: randomUUID(), teamId: randomUUID() };

/** A loaded list with all people ticked. */
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
}

/** Copies the rows of one import, table by table. */
async function copyAll(pool: pg.Pool, importId: string): Promise<number> {
  let total = 0;
  for (const table of TABLES) {
    const columns = await columnsOf(pool, table);
    const rows = await dump(pool, `(select ${columns} from ${table} where ${ofImport(table, columns, importId)})`);
    await pool.query(`create table copied (like ${table} including all)`);
    total += await timed(() => copyIn(pool, `copied (${columns})`, rows));
    await pool.query('drop table copied');
  }
  return total;
}

/** The rows of one import in a table of any list: by the column that says whose they are. */
function ofImport(table: string, columns: string, importId: string): string {
  if (table === 'log.event') return `stream = 'import-${importId}'`;
  if (/\bimport_id\b/.test(columns) && !/\breseller_id\b/.test(columns)) return `import_id = '${importId}'`;
  if (/\breseller_id\b/.test(columns)) return `reseller_id = '${A_RESELLER.resellerId}'`;
  return `team_id = '${A_RESELLER.teamId}'`;
}

/** COPY cannot write generated columns. */
async function columnsOf(pool: pg.Pool, table: string): Promise<string> {
  const { rows } = await pool.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return rows[0]?.columns ?? '*';
}
