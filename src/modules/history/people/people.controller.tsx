import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { FilteredPeople } from './filtered-people.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { UTC } from '../../../shared/zones.js';
import { AllowRoles, SignedIn } from '../../../web/index.js';
import { behindBanner } from '../../../views/words/banners.js';
import { PeoplePage } from './people-page.js';
import { searchText } from '../../../shared/text/index.js';
import { CatchingUp } from '../catching-up.js';
import { ImportEntries } from '../imports/import-entries.js';
import { readFilter, type ReadFilter } from '../imports/import-filter.js';
import { ImportList } from '../imports/import-list.js';
import { People } from './people.js';
import { PeopleRows } from './people-rows.js';
import { PERSON_KINDS, type WantedPeople } from './wanted-people.js';
import { waysOf } from './read-search.js';

/** What happened to a person, for admins and auditors. */
@Controller('people')
@AllowRoles('admin', 'auditor')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly filtered: FilteredPeople,
    private readonly imports: ImportList,
    private readonly importEntries: ImportEntries,
    private readonly rows: PeopleRows,
    private readonly catchingUp: CatchingUp,
  ) {}

  @Get()
  async find(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode> {
    const q = searchText(query['q']);
    const { wanted, ...filter } = readFilter(query, visitor.timeZone ?? UTC, PERSON_KINDS);
    const isFiltered = Object.keys(filter.values).length > 0;
    const [found, choices, banner] = await Promise.all([
      this.found(visitor.resellerId, q, isFiltered ? wanted : undefined, query),
      this.choices(visitor.resellerId, filter.values),
      this.catchingUp.whyBehind().then(behindBanner),
    ]);
    return <PeoplePage {...{ visitor, q, filter, isFiltered, choices, banner, ...found }} />;
  }

  private async found(resellerId: string, q: string, wanted: WantedPeople | undefined, { after, before }: Fields) {
    const nothing = { entries: [], page: { at: null, next: null } };
    if (q === '') {
      if (!wanted) return nothing;
      const cursor = typeof before === 'string' ? before : null;
      const { entries, lookedBackTo, ...page } = await this.filtered.page(resellerId, wanted, cursor);
      return { entries: await this.rows.of(entries), page, lookedBackTo };
    }
    const ways = waysOf(q);
    if (typeof ways === 'string') return { ...nothing, problem: ways };
    const cursor = typeof after === 'string' ? after : null;
    const { entries, way, ...page } = await this.people.page(resellerId, ways, cursor, wanted);
    return { entries: await this.rows.of(entries), page, instead: way > 0 };
  }

  private async choices(resellerId: string, values: ReadFilter['values']) {
    const recent = await this.imports.recent(resellerId);
    const { group } = values;
    const groupName = group && !recent.groups.has(group) ? await this.imports.groupName(resellerId, group) : undefined;
    return this.importEntries.choices(resellerId, recent, { ...values, groupName });
  }
}
