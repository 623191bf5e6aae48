import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { EventMetadata } from '../../../event-store/index.js';
import type { Fields } from '../../../shared/fields.js';
import { NotFound, NotPossibleNow } from '../../../shared/errors.js';
import type { Visitor } from '../../../shared/visitor.js';
import { orderText } from '../../../shared/list-order.js';
import { UTC } from '../../../shared/zones.js';
import { AllowRoles, ComesBack, IdParam, Metadata, SignedIn } from '../../../web/index.js';
import { Exports, readFormat, searched, setOf } from '../../exports/index.js';
import { CatchingUp } from '../catching-up.js';
import { ImportEntries } from '../imports/import-entries.js';
import { ImportList } from '../imports/import-list.js';
import { ImportPeople, PEOPLE_ORDERS } from '../imports/import-people.js';
import { readPeopleQuery } from '../imports/import-query.js';
import { importPeopleFile } from './import-people-file.js';

const CATCHING_UP = 'The list is catching up, and does not have everyone yet. Export it again in a moment.';

/** The lists of the history as files, for admins and auditors. */
@Controller()
@AllowRoles('admin', 'auditor')
export class ExportHistoryController {
  constructor(
    private readonly exports: Exports,
    private readonly imports: ImportList,
    private readonly entries: ImportEntries,
    private readonly people: ImportPeople,
    private readonly catchingUp: CatchingUp,
  ) {}

  @Post('imports/:id/export')
  @ComesBack({ to: '/imports/:id' })
  async importPeople(
    @SignedIn() { resellerId, timeZone }: Visitor,
    @IdParam('id') importId: string,
    @Body() fields: Fields,
    @Metadata() metadata: EventMetadata,
    @Res() response: Response,
  ): Promise<void> {
    const format = readFormat(fields['format']);
    const shown = await this.imports.byId(resellerId, importId);
    const [entry] = shown ? await this.entries.of([shown]) : [];
    if (!shown || !entry) throw new NotFound('This import');
    if (!shown.endedAt) throw new NotPossibleNow('This import is still running. Export its people when it has ended.');
    // A file that looks complete must not lack the people whom the list does not have yet.
    if (await this.catchingUp.isBehind(shown)) throw new NotPossibleNow(CATCHING_UP);
    const { outcome, q: search, order } = readPeopleQuery(fields);
    const only = outcome === 'all' ? null : outcome;
    const zone = timeZone ?? UTC;
    const wanted = {
      ...({ kind: 'import-people', format, zone, importId } as const),
      filter: setOf({ outcome: only, sort: orderText(order, PEOPLE_ORDERS) }),
      ...searched(search),
      name: `${only ?? 'People'} of ${entry.group}`,
    };
    const total = shown.imported + shown.rejected;
    const file = importPeopleFile(zone, () => this.people.all(importId, { outcome: only, search, order, total }));
    await this.exports.send(response, metadata, wanted, file);
  }
}
