import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFound, NotPossibleNow } from '../../../../shared/errors.js';
import type { Visitor } from '../../../../shared/visitor.js';
import { AllowRoles, IdParam, sendInPieces, SignedIn } from '../../../../web/index.js';
import { ImportEntries } from '../import-entries.js';
import { ImportList } from '../import-list.js';
import { ImportPeople } from '../import-people.js';
import { recordPieces } from './print-record.js';

/** The most people on paper: some two thousand sheets. */
export const MOST_PRINTED = 100_000;

/** An import's record for printing: the sum and all people, without navigation. */
@Controller('imports')
@AllowRoles('admin', 'auditor')
export class PrintRecordController {
  constructor(
    private readonly imports: ImportList,
    private readonly people: ImportPeople,
    private readonly entries: ImportEntries,
  ) {}

  @Get(':id/print')
  async print(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Res() response: Response): Promise<void> {
    const shown = await this.imports.byId(visitor.resellerId, id);
    const [entry] = shown ? await this.entries.of([shown]) : [];
    if (!shown || !entry) throw new NotFound('This import');
    if (!shown.endedAt)
      throw new NotPossibleNow(
        'This import is still running. Print its record when it has ended, because it changes until then.',
      );
    response.status(200).type('html');
    await sendInPieces(response, recordPieces(entry, this.people.every(id, null, MOST_PRINTED), MOST_PRINTED));
  }
}
