import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createPool } from '../../src/database/index.js';
import { scratchDataDir } from '../support/scratch.mjs';
import { until } from '../support/portal.js';
import { expectEqualToRebuild, expectSound } from './invariants.js';
import { databaseUrl, freePort, killPostgres, startProcess, type PortalProcess } from './process.js';
import { randomOf } from './random.js';
import { Visitor } from './visitor.js';

export const MOMENTS = ['import', 'load', 'postgres'] as const;
export type Moment = (typeof MOMENTS)[number];

const GROUP = 'Gigantic Turnip Collective';
/** About as long as each takes on two cores, and a little more. */
const SPAN_MS = { load: 1_200, import: 1_200, postgres: 1_200 };

/** One data folder, for as many rounds as one likes: each begins where the one before was killed. */
export class World {
  private readonly admin = new Visitor();

  private constructor(
    readonly dataDir: string,
    readonly ports: readonly [number, number],
    readonly remove: () => Promise<void>,
  ) {}

  static async create(): Promise<World> {
    const { dataDir, remove } = await scratchDataDir();
    return new World(dataDir, [await freePort(), await freePort()], remove);
  }

  /**
   * Imports 2,500 people, whose names and addresses the seed makes, kills at a moment that the seed chooses, starts again, and waits for the
   * end. @returns how far it was at each kill. @throws when anything that must hold does not
   */
  async round(seed: number, moment: Moment): Promise<string> {
    const random = randomOf(seed);
    const hits: string[] = [];
    let exitCode: number | null | undefined;
    let portal = await this.start(seed);
    let pool = createPool(await databaseUrl(this.dataDir), 2);
    try {
      const { roster, kill } = await this.prepare(portal, pool, moment);
      const twice = moment !== 'postgres' && random() < 0.25;
      await pause(random() * SPAN_MS[moment]);
      for (let kills = 0; kills < (twice ? 2 : 1); kills++) {
        if (kills > 0) await pause(random() * SPAN_MS[moment]);
        if (moment === 'postgres') hits.push(await howFar(pool, roster));
        await kill(portal);
        if (moment !== 'postgres') {
          hits.push(await howFar(pool, roster));
          portal = await this.start(seed);
        }
        await pool.end();
        pool = createPool(await databaseUrl(this.dataDir), 2);
      }
      await this.finish(pool, roster);
      await settled(pool);
      await expectSound(pool, roster);
      await expectEqualToRebuild(pool);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n\nThe portal wrote:\n${portal.output()}`, { cause: error });
    } finally {
      await pool.end();
      exitCode = await portal.end();
    }
    expect({ exitCode, unexpected: unexpected(portal.output()) }).toEqual({ exitCode: 0, unexpected: [] });
    return hits.join(', then ');
  }

  private async start(seed: number): Promise<PortalProcess> {
    const portal = await startProcess(this.dataDir, this.ports, { SANDBOX_SEED: String(seed) });
    this.admin.origin = portal.origin;
    return portal;
  }

  /** Goes as far as the thing that is to be interrupted has just begun. */
  private async prepare(portal: PortalProcess, pool: pg.Pool, moment: Moment) {
    await this.admin.signIn();
    const team = randomUUID();
    await this.admin.post('/teams', { id: team, name: `Team ${team}`, then: 'save' });
    await this.admin.post(`/teams/${team}/psa-import/credentials`, portal.credentials);
    const { text } = await this.admin.get(`/teams/${team}/psa-import`);
    const group = new RegExp(`value="([^"]+)"[^>]*>${GROUP}<`).exec(text)?.[1] ?? '';
    const roster = (await this.admin.post(`/teams/${team}/psa-import/rosters`, { group })).split('/').at(-1) ?? '';
    if (moment === 'load') return { roster, kill: (running: PortalProcess) => running.kill() };
    await this.loaded(pool, roster);
    await this.tickAll(roster);
    // Nobody waits for the answer: the kill may come before it.
    void this.press(roster).catch(() => undefined);
    const kill = moment === 'postgres' ? () => killPostgres(this.dataDir) : (running: PortalProcess) => running.kill();
    return { roster, kill };
  }

  /** What an admin would do who finds the list or the import again. */
  private async finish(pool: pg.Pool, roster: string): Promise<void> {
    await until(
      async () => (await this.admin.get(`/rosters/${roster}`).catch(() => undefined))?.status !== undefined,
      'pages',
    );
    await this.loaded(pool, roster);
    const asked = `select from roster where id = $1 and import_requested_at is not null`;
    await until(async () => {
      if ((await query(pool, asked, [roster])).length > 0) return true;
      // While PostgreSQL is away a page says "Something went wrong here", and that one should try again.
      const pressed = this.tickAll(roster).then(() => this.press(roster));
      return pressed.then(
        () => true,
        () => false,
      );
    }, 'the import was asked for');
    const ended = `select from import_summary where import_id = $1 and status <> 'running'`;
    await until(async () => (await query(pool, ended, [roster])).length > 0, 'the import has ended', 60_000);
  }

  private async loaded(pool: pg.Pool, roster: string): Promise<void> {
    const loaded = `select from roster where id = $1 and status = 'loaded'`;
    await until(async () => (await query(pool, loaded, [roster])).length > 0, 'the people are loaded', 60_000);
  }

  private async tickAll(roster: string): Promise<void> {
    await this.admin.post(`/rosters/${roster}`, { action: 'select-all' });
  }

  private async press(roster: string): Promise<void> {
    const { text } = await this.admin.get(`/rosters/${roster}/confirm`);
    const tickVersion = /name="tickVersion" value="(\d+)"/.exec(text)?.[1] ?? '';
    await this.admin.post(`/rosters/${roster}/import`, { tickVersion });
  }
}

/** Without a portal PostgreSQL runs on, and can be asked. */
async function howFar(pool: pg.Pool, roster: string): Promise<string> {
  const [row] = (await query(
    pool,
    `select status, received, import_requested_at is not null as requested,
       (select count(*) from event where stream = 'import-' || r.id) as recorded from roster r where id = $1`,
    [roster],
  )) as { status: string; received: number; requested: boolean; recorded: string }[];
  if (!row) return 'out of reach';
  if (row.requested) return `importing: ${row.recorded} recorded`;
  return row.status === 'loading' ? `loading: ${row.received} received` : `${row.status}, not asked for`;
}

/** The lists have caught up with the log, and nothing waits to be appended. */
async function settled(pool: pg.Pool): Promise<void> {
  const behind = `select name from projection_checkpoint, (select max(position) as head from event) log
    where position::bigint < head union all select stream from outbox`;
  await until(async () => (await query(pool, behind)).length === 0, 'the lists have caught up');
}

/** While PostgreSQL is away, a question has no answer; the next one may have. */
async function query(pool: pg.Pool, text: string, values: unknown[] = []): Promise<unknown[]> {
  return pool.query(text, values).then(
    ({ rows }) => rows as unknown[],
    () => (text.includes('outbox') ? ['unknown'] : []),
  );
}

/** What a log of a portal has no reason to hold: while PostgreSQL is away errors are logged, but no code of ours falls over. */
function unexpected(output: string): string[] {
  return output
    .split('\n')
    .filter(
      (line) => /TypeError|ReferenceError|RangeError/.test(line) || (!line.startsWith('{') && /^\s+at /.test(line)),
    );
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
