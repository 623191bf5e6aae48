import pg from 'pg';
import { createPool } from '../../src/database/index.js';
import { server } from '../support/logs.js';
import { scratchDataDir } from '../support/scratch.mjs';
import { until } from '../support/portal.js';
import { settled } from './asking.js';
import { expectEqualToRebuild } from './invariants.js';
import { begin, SPAN_MS, type Interrupted, type Moment } from './moments.js';
import { databaseUrl, freePort, killPostgres, startProcess, type PortalProcess } from './process.js';
import { randomOf } from './random.js';
import { Visitor } from './visitor.js';

/** Where the log of a round is. */
export type RoundLog = 'postgres' | 'eventstoredb';

/** Pages are to answer again so long after a kill, the start of the portal or of PostgreSQL included. */
const AGAIN_MS = 20_000;

/** A rebuild takes one for each projection. */
const POOL = 11;

/** One data folder, for as many rounds as one likes: each begins where the one before was killed. */
export class World {
  private readonly admin = new Visitor();

  private constructor(
    readonly dataDir: string,
    readonly ports: readonly [number, number],
    private readonly log: RoundLog,
    private readonly removeData: () => Promise<void>,
  ) {}

  static async create(log: RoundLog): Promise<World> {
    const { dataDir, remove } = await scratchDataDir();
    if (log === 'eventstoredb') await server.enter();
    return new World(dataDir, [await freePort(), await freePort()], log, remove);
  }

  async remove(): Promise<void> {
    if (this.log === 'eventstoredb') await server.leave();
    await this.removeData();
  }

  /**
   * Begins something, kills at a moment that the seed chooses, starts again, and waits for the end.
   * @returns how far it was at each kill, and how long no page answered. @throws when anything that must hold does not
   */
  async round(seed: number, moment: Moment): Promise<string> {
    const random = randomOf(seed);
    const hits: string[] = [];
    let exitCode: number | null | undefined;
    let portal = await this.start(seed, moment);
    let pool = createPool(await databaseUrl(this.dataDir), POOL);
    try {
      await this.admin.signIn();
      // Rounds follow each other faster than any admin works: the rate limits start again with each.
      await pool.query('delete from rate_count');
      const kills = Array.from({ length: random() < 0.25 ? 2 : 1 }, () => ({
        afterMs: random() * SPAN_MS[moment],
        ofPostgres: moment === 'postgres' || random() < 0.2,
        // A number more only where there is a server to restart: elsewhere a seed keeps its round.
        ofLog: this.log === 'eventstoredb' && random() < 0.5,
      }));
      const interrupted = await begin(moment, { admin: this.admin, portal, pool, seed, random });
      for (const { afterMs, ofPostgres, ofLog } of kills) {
        await pause(afterMs);
        if (ofLog) {
          await server.restart();
          hits.push('the log restarted');
        }
        const killedAt = performance.now();
        hits.push(await this.kill(portal, pool, interrupted, ofPostgres));
        if (!ofPostgres) portal = await this.start(seed, moment);
        hits.push(`pages again after ${await this.pagesAgain(killedAt)} s`);
        await pool.end();
        pool = createPool(await databaseUrl(this.dataDir), POOL);
      }
      await interrupted.finish(pool);
      await settled(pool);
      await interrupted.judge(pool);
      await expectEqualToRebuild(pool);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n\nThe portal wrote:\n${portal.output()}`, { cause: error });
    } finally {
      await pool.end();
      exitCode = await portal.end();
    }
    expect({ exitCode, unexpected: unexpected(portal.output()) }).toEqual({ exitCode: 0, unexpected: [] });
    return hits.join(', ');
  }

  private async start(seed: number, moment: Moment): Promise<PortalProcess> {
    // In small pages a load takes long enough to be killed in the middle of it.
    const pages = moment === 'load' ? { SANDBOX_PAGE_CAP: '10' } : {};
    const portal = await startProcess(this.dataDir, this.ports, {
      SANDBOX_SEED: String(seed),
      ...pages,
      ...(this.log === 'eventstoredb' && { EVENT_STORE_URL: server.url ?? '' }),
    });
    this.admin.origin = portal.origin;
    return portal;
  }

  /** Of the two, the one that is left can tell how far it was. */
  private async kill(portal: PortalProcess, pool: pg.Pool, { howFar }: Interrupted, ofPostgres: boolean) {
    if (!ofPostgres) {
      await portal.kill();
      return howFar(pool);
    }
    const far = await howFar(pool);
    await killPostgres(this.dataDir);
    return `${far}, PostgreSQL killed`;
  }

  /** @returns seconds since the kill */
  private async pagesAgain(killedAt: number): Promise<string> {
    const answers = async () => (await this.admin.get('/teams').catch(() => undefined))?.status === 200;
    await until(answers, 'pages answer again', AGAIN_MS);
    return ((performance.now() - killedAt) / 1_000).toFixed(1);
  }
}

/** What a log of a portal has no reason to hold: while PostgreSQL is away errors are logged, but no code of ours falls over. */
export function unexpected(output: string): string[] {
  return output
    .split('\n')
    .filter(
      (line) => /TypeError|ReferenceError|RangeError/.test(line) || (!line.startsWith('{') && /^\s+at /.test(line)),
    );
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
