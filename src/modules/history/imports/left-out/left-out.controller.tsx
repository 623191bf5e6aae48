import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { NotFound } from '../../../../shared/errors.js';
import type { Fields } from '../../../../shared/fields.js';
import { readOrder } from '../../../../shared/list-order.js';
import { searchText } from '../../../../shared/text/index.js';
import type { Visitor } from '../../../../shared/visitor.js';
import { AllowRoles, IdParam, SignedIn } from '../../../../web/index.js';
import { LEFT_OUT_REASONS } from '../../../imports/index.js';
import { ImportEntries } from '../import-entries.js';
import { ImportList } from '../import-list.js';
import { readAfter } from '../import-query.js';
import { LEFT_OUT_ORDERS, LeftOutPeople } from './left-out-people.js';
import { LeftOutPage } from './left-out-page.js';

/** Who was left out of an import, person by person, for admins and auditors. */
@Controller('imports')
@AllowRoles('admin', 'auditor')
export class LeftOutController {
  constructor(
    private readonly imports: ImportList,
    private readonly entries: ImportEntries,
    private readonly people: LeftOutPeople,
  ) {}

  @Get(':id/left-out')
  async leftOut(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Query() query: Fields): Promise<VNode> {
    const shown = await this.imports.byId(visitor.resellerId, id);
    const [entry] = shown ? await this.entries.of([shown]) : [];
    if (!entry) throw new NotFound('This import');
    const reason = LEFT_OUT_REASONS.find((one) => one === query['reason']) ?? null;
    const wanted = { reason, search: searchText(query['q']), order: readOrder(query['sort'], LEFT_OUT_ORDERS) };
    const keptUntil = await this.people.keptUntil(entry.startedAt);
    const isOver = keptUntil <= new Date();
    const counts = isOver ? {} : await this.people.counts(id);
    const none = { rows: [], at: null, next: null };
    const { rows, ...page } = isOver ? none : await this.people.page(id, { ...wanted, counts }, readAfter(query));
    const { search: q, order } = wanted;
    return <LeftOutPage {...{ visitor, entry, people: rows, counts, reason, q, order, page, keptUntil, isOver }} />;
  }
}
