import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventMetadata } from '../../../event-store/index.js';
import { Jobs } from '../../../jobs/index.js';
import type { Roster } from '../../rosters/index.js';
import { ImportRequests, type Requested } from './import-requests.js';

export class ImportUsers extends Command<Requested> {
  constructor(
    readonly roster: Roster,
    readonly tickVersion: number,
    readonly metadata: EventMetadata,
  ) {
    super();
  }
}

@CommandHandler(ImportUsers)
export class ImportUsersHandler implements ICommandHandler<ImportUsers> {
  constructor(
    private readonly requests: ImportRequests,
    private readonly jobs: Jobs,
  ) {}

  async execute({ roster, tickVersion, metadata }: ImportUsers): Promise<Requested> {
    const requested = await this.requests.request(roster, tickVersion, metadata);
    if (requested === 'requested') await this.jobs.wake('import-users', { id: roster.id, owner: roster.resellerId });
    return requested;
  }
}
