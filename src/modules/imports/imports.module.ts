import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../../jobs/index.js';
import { RostersModule } from '../rosters/index.js';
import { RunningImports, TeamsModule } from '../teams/index.js';
import { ClientChecks } from './import-users/client-checks.js';
import { ImportPreview } from './import-users/import-preview.js';
import { ImportRequests } from './import-users/import-requests.js';
import { ImportUsersController } from './import-users/import-users.controller.js';
import { ImportUsersHandler } from './import-users/import-users.js';
import { ImportUsersWork } from './import-users/import-users.work.js';

/** Global, because Teams asks it for running imports. */
@Global()
@Module({
  imports: [RostersModule, TeamsModule],
  controllers: [ImportUsersController],
  providers: [
    ...[ImportPreview, ClientChecks, ImportUsersHandler, ImportUsersWork, ImportRequests],
    { provide: RunningImports, useExisting: ImportRequests },
  ],
  exports: [RunningImports, ImportRequests],
})
export class ImportsModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly imports: ImportUsersWork,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this.imports);
  }
}
