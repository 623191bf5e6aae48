import { Injectable } from '@nestjs/common';
import { ClientChecks, ImportPreview } from '../../imports/index.js';
import { doubts, Rosters } from '../../rosters/index.js';
import type { Pair, Run } from '../run-types.js';
import { RunWrites } from '../run-writes.js';
import { pairDoubts } from './pair-doubts.js';

/** Line 5: finds out what the import of a loaded list would do, and whether an admin has to look at it first. */
@Injectable()
export class JudgePairs {
  constructor(
    private readonly rosters: Rosters,
    private readonly preview: ImportPreview,
    private readonly checks: ClientChecks,
    private readonly writes: RunWrites,
  ) {}

  async judge(run: Run, pair: Pair, all: readonly Pair[]): Promise<void> {
    // Read before the people are counted: if the ticks change meanwhile, the version is outdated, and the pair is judged once more.
    const list = await this.rosters.byId(pair.listId);
    if (!list) return;
    const [{ numbers }, client] = await Promise.all([this.preview.outcome(list), this.checks.of(list)]);
    const sharesTeam = all.some(({ n, teamId, outcome }) => n !== pair.n && teamId === pair.teamId && !outcome);
    const kinds = client.doubts.map(({ kind }) => kind);
    const found = pairDoubts({ matched: pair.matched, list: doubts(list), client: kinds, sharesTeam });
    await this.writes.judge(run, pair, list.tickVersion, { ...numbers, doubts: found });
  }
}
