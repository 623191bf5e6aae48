import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { PersonEntry, PersonFact } from './entries.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, SignedIn } from '../../../web/index.js';
import { behindBanner } from '../../../views/words/banners.js';
import { PeoplePage, type PersonEntryRow } from './people-page.js';
import { searchText } from '../../../shared/text/index.js';
import { PortalUsers } from '../../access/index.js';
import { TeamPast } from '../../teams/index.js';
import { CatchingUp } from '../catching-up.js';
import { sentenceOf } from '../sentence.js';
import { People } from './people.js';
import { waysOf } from './read-search.js';

const KINDS: Readonly<Record<PersonFact['type'], PersonEntryRow['kind']>> = {
  UserImported: 'imported',
  UserRejected: 'rejected',
  UserAdded: 'added',
  UserMoved: 'moved',
  UserRenamed: 'renamed',
  UserRemoved: 'removed',
};

/** What happened to a person, for admins and auditors. */
@Controller('people')
@AllowRoles('admin', 'auditor')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly past: TeamPast,
    private readonly users: PortalUsers,
    private readonly catchingUp: CatchingUp,
  ) {}

  @Get()
  async find(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode> {
    const q = searchText(query['q']);
    const ways = q === '' ? [] : waysOf(q);
    const after = typeof query['after'] === 'string' ? query['after'] : null;
    if (typeof ways === 'string') {
      return <PeoplePage {...{ visitor, q, entries: [], page: { at: null, next: null } }} problem={ways} />;
    }
    const [{ entries, way, ...page }, banner] = await Promise.all([
      this.people.page(visitor.resellerId, ways, after),
      this.catchingUp.whyBehind().then(behindBanner),
    ]);
    return <PeoplePage {...{ visitor, q, page, banner }} entries={await this.rows(entries)} instead={way > 0} />;
  }

  private async rows(entries: readonly PersonEntry[]): Promise<PersonEntryRow[]> {
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
