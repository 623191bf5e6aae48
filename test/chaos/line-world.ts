import { resolve } from 'node:path';
import type pg from 'pg';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { createPool } from '../../src/database/index.js';
import { scratchDataDir } from '../support/scratch.mjs';
import { until } from '../support/portal.js';
import { ask, isSettled, settled } from './asking.js';
import { expectEqualToRebuild } from './invariants.js';
import { ACTS, type LineAct } from './line-acts.js';
import { databaseUrl, freePort, startProcess, type PortalProcess } from './process.js';
import { unexpected } from './round.js';
import { Visitor } from './visitor.js';

/** Where a process meets its end: at a call to PostgreSQL, of those that an act, or a list that follows from it, is made of. */
export interface Line {
  readonly act: string;
  /** `work`, or the name of the list */
  readonly of: string;
  /** the first words of the call; without it the act comes to its end */
  readonly line?: string | undefined;
  /** before the call is sent; when it is sent; when the answer has arrived but has not been read */
  readonly how?: 'before' | 'sent' | 'after' | undefined;
}

export interface Met {
  readonly died: boolean;
  /** where it died; or all that there were */
  readonly lines: readonly string[];
}

/** Just more than goes into one decision and one append; and what is loaded in a few pages. */
const PEOPLE = { large: 560, small: 230 };
const PRELOAD = resolve('test/chaos/die.mjs');
const POOL = 11;

/** A portal on a data folder. Each start ends what the kill before it left, and begins the next round. */
export class LineWorld {
  private readonly admin = new Visitor();
  private portal: PortalProcess | undefined;
  private pool: pg.Pool | undefined;
  private sandbox: Sandbox | undefined;
  rounds = 0;

  private constructor(
    private readonly scratch: Awaited<ReturnType<typeof scratchDataDir>>,
    /** of the portal, of the sandbox that it brings along, and of the one that is asked, which outlives it */
    private readonly ports: readonly [number, number, number],
  ) {}

  static async create(): Promise<LineWorld> {
    return new LineWorld(await scratchDataDir(), [await freePort(), await freePort(), await freePort()]);
  }

  /**
   * @param seed makes the people, and their addresses, which nobody has had before
   * @throws when anything that must hold does not
   */
  async round({ act: name, ...order }: Line, seed: number): Promise<Met> {
    this.rounds++;
    const sandbox = await this.startSandbox(seed);
    const portal = this.portal ?? (await this.start());
    try {
      // Rounds follow each other faster than any admin works: the rate limits start again with each.
      await this.pool?.query('delete from rate_count');
      const around = { admin: this.admin, sandbox, pool: this.pool as pg.Pool, groups: groupsOf(seed) };
      const act = await (ACTS[name] as (typeof ACTS)[string])(around);
      const met = await this.interrupt(portal, act, order);
      if (met.died) await this.start();
      await this.judge(act);
      expect(unexpected(portal.output())).toEqual([]);
      return met;
    } catch (error) {
      const words = [portal, this.portal].map((each) => afterStart(each?.output())).join('');
      throw new Error(`${(error as Error).message}\n\nThe portal wrote:\n${words}`, { cause: error });
    }
  }

  private async interrupt(portal: PortalProcess, act: LineAct, order: Omit<Line, 'act'>): Promise<Met> {
    await portal.tell({ order });
    const pool = this.pool as pg.Pool;
    const isEnded = async () => (await ask(pool, act.ended))?.length === 1 && isSettled(pool);
    if (await act.press()) await until(async () => portal.isGone() || isEnded(), `all is done of: ${act.ended}`);
    else await until(async () => portal.isGone(), 'a portal that gives no answer is gone');
    // A process that is to die at the last call does so before this is answered.
    const told = (await portal.tell({ order: null })) as { lines: string[] } | undefined;
    if (!portal.isGone()) return { died: false, lines: told?.lines ?? [] };
    const line = () => /Died at (.+)\n/.exec(portal.output())?.[1];
    await until(async () => line() !== undefined, 'the killed process has said where it was');
    return { died: true, lines: [line() ?? ''] };
  }

  private async judge(act: LineAct): Promise<void> {
    const pool = this.pool as pg.Pool;
    await act.finish(pool);
    await settled(pool);
    await act.judge(pool);
    await expectEqualToRebuild(pool);
  }

  private async startSandbox(seed: number): Promise<Sandbox> {
    await this.sandbox?.close();
    const clients = (['large', 'small'] as const).map((size) => ({ name: groupsOf(seed)[size], people: PEOPLE[size] }));
    this.sandbox = await startSandbox({ seed, port: this.ports[2], clients });
    return this.sandbox;
  }

  private async start(): Promise<PortalProcess> {
    await this.pool?.end();
    const { dataDir } = this.scratch;
    const [own, ofDemo, asked] = this.ports;
    this.portal = await startProcess(dataDir, [own, ofDemo], { HALO_ALLOW: `http://127.0.0.1:${asked}` }, PRELOAD);
    this.pool = createPool(await databaseUrl(dataDir), POOL);
    this.admin.origin = this.portal.origin;
    await this.admin.signIn();
    return this.portal;
  }

  /** @returns the exit code of the portal */
  async remove(): Promise<number | null | undefined> {
    await this.pool?.end();
    const code = await this.portal?.end();
    await this.sandbox?.close();
    await this.scratch.remove();
    return code;
  }
}

const afterStart = (output = '') => output.split('what was done stays.\n').at(-1) ?? output;

const groupsOf = (seed: number) => ({ large: `Large ${seed}`, small: `Small ${seed}` });
