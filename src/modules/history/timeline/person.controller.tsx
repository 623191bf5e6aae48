import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { NotFound } from '../../../shared/errors.js';
import type { Fields } from '../../../shared/fields.js';
import { foldedAddress } from '../../../shared/text/index.js';
import type { Visitor } from '../../../shared/visitor.js';
import { behindBanner } from '../../../views/words/banners.js';
import { AllowRoles, IdParam, SignedIn } from '../../../web/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { CatchingUp } from '../catching-up.js';
import { People } from '../people/people.js';
import { PersonPage } from './person-page.js';
import { TimelineRows } from './timeline-rows.js';
import type { TimelineEntry } from './entry-pages.js';
import { Timelines } from './timelines.js';

/** What happened to one account, for admins and auditors. */
@Controller('people/:accountId')
@AllowRoles('admin', 'auditor')
export class PersonController {
  constructor(
    private readonly timelines: Timelines,
    private readonly people: People,
    private readonly rows: TimelineRows,
    private readonly teams: TeamDirectory,
    private readonly catchingUp: CatchingUp,
  ) {}

  @Get()
  async show(
    @SignedIn() visitor: Visitor,
    @IdParam('accountId') accountId: string,
    @Query() query: Fields,
  ): Promise<VNode> {
    const { resellerId } = visitor;
    const before = typeof query['before'] === 'string' ? query['before'] : null;
    const [newest, { entries, ...page }, banner] = await Promise.all([
      this.timelines.ofAccount(resellerId, accountId, null),
      this.timelines.ofAccount(resellerId, accountId, before),
      this.catchingUp.whyBehind().then(behindBanner),
    ]);
    const [last] = newest.entries;
    if (!last) throw new NotFound('This person');
    const person = personOf(last);
    const others = await this.others(resellerId, accountId, person.email);
    const isRemoved = last.fact.type === 'UserRemoved';
    const team = isRemoved ? null : ((await this.teams.byId(resellerId, last.teamId)) ?? null);
    const rows = await this.rows.of(resellerId, entries);
    return <PersonPage {...{ visitor, accountId, person, team, rows, page, banner, ...others }} />;
  }

  /** The newest 50 entries of the address, without those of this account. */
  private async others(resellerId: string, accountId: string, email: string | null) {
    if (email === null) return { others: [], moreOthers: false };
    const way = { by: 'address', key: foldedAddress(email), whole: true } as const;
    const { entries, next } = await this.people.page(resellerId, [way], null);
    const others = entries.filter(({ fact }) => !('accountId' in fact.data) || fact.data.accountId !== accountId);
    return { others: await this.rows.of(resellerId, others), moreOthers: next !== null };
  }
}

function personOf({ fact }: TimelineEntry): { name: string; email: string | null } {
  return 'person' in fact.data ? fact.data.person : { name: '', email: null };
}
