import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ProjectionRunner } from '../../../event-store/index.js';
import { Jobs, type StepResult, type Turn, type Work } from '../../../jobs/index.js';
import { CredentialStore } from '../../credentials/index.js';
import { ImportRequests, ImportUsers } from '../../imports/index.js';
import { LoadControl, Rosters } from '../../rosters/index.js';
import { AddTeam, TeamDirectory } from '../../teams/index.js';
import type { Pair, Run, WhyAgain, WhyStopped } from '../run-types.js';
import { RunWrites } from '../run-writes.js';
import { Runs } from '../runs.js';
import { JudgePairs } from './judge-pairs.js';
import { nextOf, type Next } from './next-of.js';

const STEP_MS = 20_000;
/** How soon a step looks again whether a load or an import has ended. */
const SOON_MS = 500;
/** How long the pages usually take to know a Team. */
const PATIENCE_MS = 2_000;

/**
 * Does what is next for a run, until nothing is. A kill at any moment makes no second Team, list or import: docs/adr/0028-runs.md, whose
 * lines the comments name.
 */
@Injectable()
export class StepRunWork implements Work {
  readonly queue = 'step-run';
  readonly workers = 2;

  constructor(
    private readonly runs: Runs,
    private readonly writes: RunWrites,
    private readonly judges: JudgePairs,
    private readonly commands: CommandBus,
    private readonly requests: ImportRequests,
    private readonly rosters: Rosters,
    private readonly loads: LoadControl,
    private readonly credentials: CredentialStore,
    private readonly directory: TeamDirectory,
    private readonly projections: ProjectionRunner,
    private readonly jobs: Jobs,
  ) {}

  readonly unfinished = () => this.runs.unfinished();

  readonly step = async (id: string, signal: AbortSignal, turn?: Turn): Promise<StepResult> => {
    const until = Date.now() + STEP_MS;
    while (!signal.aborted && Date.now() < until && !turn?.isOver()) {
      const run = await this.runs.byId(id);
      if (!run || run.endedAt) return 'done';
      const pairs = await this.runs.pairs(id);
      const next = nextOf({ cancelled: run.cancelRequestedAt !== null }, pairs);
      // An admin or the sweep wakes it again.
      if (next.do === 'rest') return 'done';
      if (next.do === 'wait' || !(await this.take(run, next, pairs)))
        return { notBefore: new Date(Date.now() + SOON_MS) };
    }
    return 'again';
  };

  /** @returns false if it cannot be done at the moment */
  private async take(run: Run, next: Exclude<Next, { do: 'wait' | 'rest' }>, all: readonly Pair[]): Promise<boolean> {
    switch (next.do) {
      case 'add-team':
        return this.addTeam(run, next.pair);
      case 'load':
        return this.load(run, next.pair);
      case 'stop-load':
        return this.stopLoad(run, next.pair);
      case 'judge':
        return this.judges.judge(run, next.pair, all).then(() => true);
      case 'import':
        return this.import(run, next.pair);
      case 'cancel-import':
        return this.requests.cancel(run.resellerId, next.pair.listId).then(() => true);
      case 'end':
        return this.writes.end(run).then(() => true);
    }
  }

  /** Line 3: the same id again adds nothing. */
  private async addTeam(run: Run, pair: Pair): Promise<boolean> {
    const { teamId, teamName, isNew } = pair;
    // One that was there when the run began was chosen from the list of Teams, which is being filled again.
    if (!isNew) return false;
    const { refused, position } = await this.commands.execute(new AddTeam(teamId, teamName, run.metadata));
    if (refused) return this.stop(run, pair, typeof refused === 'object' ? 'name-taken' : 'bad-name');
    if (position === 'later') return false;
    if (position !== undefined) await this.projections.waitFor(position, PATIENCE_MS);
    return (await this.directory.byId(run.resellerId, teamId)) !== undefined;
  }

  /** Line 4. */
  private async load(run: Run, pair: Pair): Promise<boolean> {
    const stored = await this.credentials.connectionOf(run.resellerId);
    if (!stored || stored.secretFault) return this.stop(run, pair, 'no-credentials');
    if ((await this.directory.byId(run.resellerId, pair.teamId))?.archived) return this.stop(run, pair, 'team-closed');
    await this.writes.beginList(run, pair, stored.version);
    await this.jobs.wake('load-users', { id: pair.listId, owner: run.resellerId });
    return true;
  }

  private async stopLoad(run: Run, { listId }: Pair): Promise<boolean> {
    const list = await this.rosters.byId(listId);
    if (list) await this.loads.stop(list, run.metadata);
    return true;
  }

  /** Line 7: the ordinary command, in the name of the person who confirmed, at the ticks that they saw. */
  private async import(run: Run, pair: Pair): Promise<boolean> {
    const list = await this.rosters.byId(pair.listId);
    const metadata = await this.writes.confirmedBy(run, pair);
    if (!list || !metadata || pair.confirmedVersion === null) return true;
    const itsTurn = (tx: Parameters<RunWrites['itsTurn']>[0]) => this.writes.itsTurn(tx, run, pair);
    const answer = await this.commands.execute(new ImportUsers(list, pair.confirmedVersion, metadata, itsTurn));
    switch (answer) {
      case 'requested':
      case 'already':
      case 'held':
        // Held: it was cancelled or skipped just now, which the next look shows.
        return true;
      case 'team-closed':
        return this.stop(run, pair, answer);
      case 'nobody-ticked':
        // At the confirmed ticks it means that everyone has got an account meanwhile, perhaps by this very run.
        if (list.tickVersion === pair.confirmedVersion) return this.stop(run, pair, 'no-one-left');
        return this.askAgain(run, pair, answer);
      case 'not-ready':
      case 'ticks-changed':
        return this.askAgain(run, pair, answer);
    }
  }

  private async askAgain(run: Run, pair: Pair, why: WhyAgain): Promise<true> {
    await this.writes.askAgain(run, pair, why);
    return true;
  }

  private async stop(run: Run, pair: Pair, why: WhyStopped): Promise<true> {
    await this.writes.stop(run, pair, why);
    return true;
  }
}
