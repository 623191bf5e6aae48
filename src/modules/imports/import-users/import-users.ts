import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventMetadata } from '../../../event-store/index.js';
import { Jobs } from '../../../jobs/index.js';
import type { Roster } from '../../rosters/index.js';
import { ImportPreview } from './import-preview.js';
import { ImportRequests, type ItsTurn } from './import-requests.js';
import { listOf, whyNotImport, type WhyNotImport } from './may-import.js';

export class ImportUsers extends Command<WhyNotImport | 'requested'> {
  constructor(
    readonly roster: Roster,
    /** version of the ticks shown in the confirmation */
    readonly tickVersion: number,
    readonly metadata: EventMetadata,
    /** for a list of a run */
    readonly itsTurn?: ItsTurn,
  ) {
    super();
  }
}

@CommandHandler(ImportUsers)
export class ImportUsersHandler implements ICommandHandler<ImportUsers> {
  constructor(
    private readonly preview: ImportPreview,
    private readonly requests: ImportRequests,
    private readonly jobs: Jobs,
  ) {}

  async execute({ roster, tickVersion, metadata, itsTurn }: ImportUsers): Promise<WhyNotImport | 'requested'> {
    const known = whyNotImport(listOf(roster), tickVersion);
    if (known) return known;
    const { numbers } = await this.preview.outcome(roster);
    const whyNot = await this.requests.request(roster, tickVersion, numbers.toImport, metadata, itsTurn);
    if (whyNot) return whyNot;
    await this.jobs.wake('import-users', { id: roster.id, owner: roster.resellerId });
    return 'requested';
  }
}
