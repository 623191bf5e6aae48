import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { NotFound } from '../../../shared/errors.js';
import {
  AllowRoles,
  ComesBack,
  IdParam,
  isPartial,
  type PortalRequest,
  seeOther,
  SignedIn,
  unprocessable,
} from '../../../web/index.js';
import { TickBar } from '../ticks/tick-bar.js';
import { LookAgain } from '../look-again.js';
import { placeAfter, readRosterForm } from './roster-form.js';
import { readPeopleQuery, rosterPath } from './row-query.js';
import { RosterPeople } from './roster-people.js';
import { RosterPages } from './roster-pages.js';
import type { Roster } from '../roster.js';
import { fieldsOfTick, fieldsOfTicks, ROSTER_FIELDS } from '../ticks/ticks-again.js';
import { Rosters } from '../rosters.js';
import { Ticks } from '../ticks/ticks.js';
import { otherNumberBanner } from '../ticks/other-number-banner.js';

/** The list of a group's people, to tick those to import. */
@Controller('rosters/:id')
@AllowRoles('admin')
export class RosterController {
  constructor(
    private readonly rosters: Rosters,
    private readonly lookAgain: LookAgain,
    private readonly ticks: Ticks,
    private readonly people: RosterPeople,
    private readonly pages: RosterPages,
  ) {}

  @Get()
  async show(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @Query() query: Fields,
    @Req() request: PortalRequest,
  ) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    if (roster.importRequestedAt) return seeOther(`/imports/${id}`);
    if (isPartial(request)) return this.pages.progress(visitor, roster);
    if (roster.status === 'expired') return this.pages.expired(visitor, roster);
    if (roster.status !== 'loaded') return this.pages.loading(visitor, roster);
    const banner = otherNumberBanner(query['done']);
    return this.pages.list(visitor, roster, readPeopleQuery(query), { banner });
  }

  /** The complete form of a page, for a browser without JavaScript and for the buttons: the page's ticks, and what to do next. */
  @Post()
  @ComesBack({ to: '/rosters/:id', keep: ROSTER_FIELDS, again: 'ticks' })
  async send(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Body() body: Fields) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    if (roster.importRequestedAt) return seeOther(`/imports/${id}`);
    if (roster.status !== 'loaded') return seeOther(`/rosters/${id}`);
    const form = readRosterForm(body);
    const done = await this.ticks.apply(roster, form);
    const here = { ...form, after: placeAfter(form) };
    if (form.action.kind !== 'review') return seeOther(rosterPath(id, here, done));
    const counted = await this.lookAgain.atAll(roster);
    if (counted.counts.ticked > 0) return seeOther(`/rosters/${id}/confirm`);
    return unprocessable(await this.pages.list(visitor, counted, here, { problem: 'nobody-ticked' }));
  }

  @Post('ticks/:haloId')
  @ComesBack({ to: '/rosters/:id', keep: fieldsOfTick, again: 'ticks' })
  async tick(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @Param('haloId') haloId: string,
    @Body() body: Fields,
  ): Promise<VNode> {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    if (!/^\d{1,15}$/.test(haloId)) throw new NotFound('This person');
    return this.tickSome(visitor, roster, { ...body, shown: haloId });
  }

  /** A range of rows, which `shown` names: their ticks are set in one step. */
  @Post('ticks')
  @ComesBack({ to: '/rosters/:id', keep: fieldsOfTicks, again: 'ticks' })
  async tickRange(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Body() body: Fields): Promise<VNode> {
    return this.tickSome(visitor, await this.rosters.visit(visitor.resellerId, id), body);
  }

  /** Of the ticks of the page, which are all in the form, only those of `shown` are set. */
  private async tickSome(visitor: Visitor, roster: Roster, body: Fields): Promise<VNode> {
    const form = readRosterForm({ ...body, action: 'page:' });
    await this.ticks.set(roster, form.shown, new Set(form.shown.filter((id) => form.ticked.has(id))));
    const after = await this.rosters.visit(visitor.resellerId, roster.id);
    return <TickBar counts={after.counts} these={await this.people.theseAfterTick(after, form)} />;
  }
}
