import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../../config.js';
import { Jobs } from '../../jobs/index.js';
import { TeamsModule } from '../teams/index.js';
import { ConfirmRemovals } from './confirm-removals.js';
import { EndedImports } from './ended-imports.js';
import { forgetNames } from './forget-names.js';
import { RemovalController } from './removal.controller.js';
import { Removals } from './removals.js';
import { RemovePeopleWork } from './remove-people.work.js';
import { RemoveMembersController } from './remove-members.controller.js';
import { UndoImportController } from './undo-import.controller.js';

/** Removes many people at once: an import is undone, or members of a Team are chosen. */
@Module({
  imports: [TeamsModule],
  controllers: [UndoImportController, RemovalController, RemoveMembersController],
  providers: [Removals, EndedImports, ConfirmRemovals, RemovePeopleWork],
  exports: [Removals],
})
export class RemovalsModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly work: RemovePeopleWork,
    private readonly pool: pg.Pool,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this.work);
    this.jobs.onSweep(() => forgetNames(this.pool, this.config.keep.listHours), 60_000);
  }
}
