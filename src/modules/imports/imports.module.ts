import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../../config.js';
import { Jobs } from '../../jobs/index.js';
import { RostersModule } from '../rosters/index.js';
import { RunningImports, TeamsModule } from '../teams/index.js';
import { ClientChecks } from './import-users/client-checks.js';
import { ConfirmPages } from './import-users/confirm-pages.js';
import { ImportPreview } from './import-users/import-preview.js';
import { ImportRequests } from './import-users/import-requests.js';
import { ImportUsersController } from './import-users/import-users.controller.js';
import { ImportUsersHandler } from './import-users/import-users.js';
import { ImportUsersWork } from './import-users/import-users.work.js';
import { forgetLeftOut } from './left-out/forget-left-out.js';

/** Global, because Teams asks it for running imports. Needs CONFIG and `pg.Pool` from global modules. */
@Global()
@Module({
  imports: [RostersModule, TeamsModule],
  controllers: [ImportUsersController],
  providers: [
    ...[ImportPreview, ClientChecks, ConfirmPages, ImportUsersHandler, ImportUsersWork, ImportRequests],
    { provide: RunningImports, useExisting: ImportRequests },
  ],
  exports: [RunningImports, ImportRequests, ImportPreview, ClientChecks, ConfirmPages],
})
export class ImportsModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly imports: ImportUsersWork,
    private readonly pool: pg.Pool,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this.imports);
    this.jobs.onSweep(() => forgetLeftOut(this.pool, this.config.keepLeftOutMonths));
  }
}
