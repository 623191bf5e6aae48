import { Module, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../../jobs/index.js';
import { CredentialsModule } from '../credentials/index.js';
import { ImportsModule } from '../imports/index.js';
import { RostersModule } from '../rosters/index.js';
import { TeamsModule } from '../teams/index.js';
import { ConfirmPairsController } from './confirm-pairs/confirm-pairs.controller.js';
import { RunRequests } from './confirm-pairs/run-requests.js';
import { RunController } from './run-page/run.controller.js';
import { RunList } from './run-page/run-list.js';
import { RunSums } from './run-page/run-sums.js';
import { RunWrites } from './run-writes.js';
import { Runs } from './runs.js';
import { BeginRun } from './start-run/begin-run.js';
import { ChooseGroupsController } from './start-run/choose-groups.controller.js';
import { OfferedGroups } from './start-run/offered-groups.js';
import { StartRunController } from './start-run/start-run.controller.js';
import { JudgePairs } from './step-run/judge-pairs.js';
import { StepRunWork } from './step-run/step-run.work.js';

/** Imports several groups into several Teams, one after another. */
@Module({
  imports: [TeamsModule, CredentialsModule, RostersModule, ImportsModule],
  // /runs/new before /runs/:id
  controllers: [ChooseGroupsController, StartRunController, RunController, ConfirmPairsController],
  providers: [Runs, RunWrites, RunRequests, RunList, RunSums, BeginRun, OfferedGroups, JudgePairs, StepRunWork],
})
export class RunsModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly work: StepRunWork,
    private readonly runs: Runs,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this.work);
    this.jobs.onSweep(() => this.runs.cancelIdle());
  }
}
