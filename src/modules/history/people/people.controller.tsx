import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { PersonEntry } from './entries.js';
import { FilteredPeople } from './filtered-people.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { UTC } from '../../../shared/zones.js';
import { AllowRoles, SignedIn } from '../../../web/index.js';
import { behindBanner } from '../../../views/words/banners.js';
import { PeoplePage, type PersonEntryRow } from './people-page.js';
import { searchText } from '../../../shared/text/index.js';
import { PortalUsers } from '../../access/index.js';
import { TeamPast } from '../../teams/index.js';
import { CatchingUp } from '../catching-up.js';
import { ImportEntries } from '../imports/import-entries.js';
import { readFilter, type ReadFilter } from '../imports/import-filter.js';
import { ImportList } from '../imports/import-list.js';
import { sentenceOf } from '../sentence.js';
import { People } from './people.js';
import { KINDS, PERSON_KINDS, type WantedPeople } from './wanted-people.js';
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
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
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
      return { entries: await this.rows(entries), page, lookedBackTo };
    }
    const ways = waysOf(q);
    if (typeof ways === 'string') return { ...nothing, problem: ways };
    const cursor = typeof after === 'string' ? after : null;
    const { entries, way, ...page } = await this.people.page(resellerId, ways, cursor, wanted);
    return { entries: await this.rows(entries), page, instead: way > 0 };
  }

  private async choices(resellerId: string, values: ReadFilter['values']) {
    const recent = await this.imports.recent(resellerId);
    const { group } = values;
    const groupName = group && !recent.groups.has(group) ? await this.imports.groupName(resellerId, group) : undefined;
    return this.importEntries.choices(resellerId, recent, { ...values, groupName });
  }

  private async rows(entries: readonly Omit<PersonEntry, 'stream' | 'revision'>[]): Promise<PersonEntryRow[]> {
    const moves = entries.flatMap(({ fact, position }) =>
      fact.type === 'UserMoved' ? [{ teamId: fact.data.fromTeamId, position }] : [],
    );
    const [teamOf, before, users] = await Promise.all([
      this.past.teamsAt(entries),
      this.past.teamsAt(moves),
      this.users.namesOf(entries.map(({ actorId }) => actorId)),
    ]);
    return entries.map(({ position, fact, teamId, actorId, at }) => ({
      key: position,
      what: sentenceOf(
        fact,
        fact.type === 'UserMoved' ? { from: before({ teamId: fact.data.fromTeamId, position }).name } : {},
      ),
      kind: KINDS[fact.type],
      team: teamOf({ teamId, position }),
      at,
      by: users(actorId),
      accountId: 'accountId' in fact.data ? fact.data.accountId : undefined,
      importId: 'importId' in fact.data ? fact.data.importId : null,
    }));
  }
}
