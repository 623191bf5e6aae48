import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Roster } from '../roster.js';
import type { RosterFrame } from './roster-frame.js';
import type { Visitor } from '../../../shared/visitor.js';
import { RosterExpiredPage } from './roster-expired.js';
import { RosterLoadingPage } from '../load/roster-loading.js';
import { RosterPage, type RosterPageProps } from './roster-page.js';
import { RosterProgress } from '../load/roster-progress.js';
import type { RosterProgressState } from '../roster-types.js';
import { groupValue } from '../../credentials/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { Workers } from '../../../workers/index.js';
import { announcedOwn, doubts } from '../doubts.js';
import { LoadControl } from '../load/load-control.js';
import { LookAgain } from '../look-again.js';
import { placeText, type PeopleQuery } from './row-query.js';
import { isShownWait } from '../load/retry-plan.js';
import { RosterPeople } from './roster-people.js';
import { RosterReplacedPage } from '../reload/roster-replaced.js';
import { Reloads } from '../reload/reloads.js';
import { secondsLeft } from '../load/seconds-left.js';

/** Renders a roster in each of its states. */
@Injectable()
export class RosterPages {
  constructor(
    private readonly people: RosterPeople,
    private readonly lookAgain: LookAgain,
    private readonly teams: TeamDirectory,
    private readonly loads: LoadControl,
    private readonly workers: Workers,
    private readonly reloads: Reloads,
  ) {}

  async frame(visitor: Visitor, roster: Roster): Promise<RosterFrame> {
    const team = await this.teams.seenBy(visitor, roster.teamId);
    const group = { value: groupValue(roster.group), name: roster.group.name };
    return { visitor, rosterId: roster.id, team: { id: team.id, name: team.name }, group, reloadOf: roster.reloadOf };
  }

  async list(
    visitor: Visitor,
    given: Roster,
    query: PeopleQuery,
    extras: Pick<RosterPageProps, 'problem' | 'banner'> = {},
  ) {
    const seen = await this.lookAgain.whenOld(given);
    const first = await this.people.page(seen, query);
    // The rows on the page are always current. The counts above it, and the result of the filter, must not contradict them.
    const roster = await this.lookAgain.atSome(seen, first.outdated);
    const { page, these } = roster === seen ? first : await this.people.page(roster, query);
    const filter = {
      show: query.show,
      q: query.q,
      site: query.site,
      order: query.order,
      these,
      at: placeText(query.after),
    };
    const reload = await this.reloads.stateOf(roster);
    const props = { ...page, ...filter, ...extras, counts: roster.counts, doubts: doubts(roster), reload };
    return <RosterPage {...await this.frame(visitor, roster)} {...props} />;
  }

  async loading(visitor: Visitor, roster: Roster): Promise<VNode> {
    return <RosterLoadingPage {...await this.whileLoading(visitor, roster)} />;
  }

  async progress(visitor: Visitor, roster: Roster): Promise<VNode> {
    return <RosterProgress {...await this.whileLoading(visitor, roster)} />;
  }

  private async whileLoading(visitor: Visitor, roster: Roster) {
    const noWorker = await this.workers.areMissing();
    return { ...(await this.frame(visitor, roster)), progress: await this.progressOf(roster), noWorker };
  }

  async expired(visitor: Visitor, roster: Roster): Promise<VNode> {
    const frame = await this.frame(visitor, roster);
    if (roster.replacedBy !== null) return <RosterReplacedPage {...frame} replacedBy={roster.replacedBy} />;
    return <RosterExpiredPage {...frame} />;
  }

  private async progressOf(roster: Roster): Promise<RosterProgressState> {
    const { received, notBefore, waitMs, fault } = roster;
    const numbers = { received, announced: announcedOwn(roster) };
    if (roster.status === 'failed') {
      // with no people loaded, resuming is the same as loading again
      const canGoOn = received > 0 && (await this.loads.canGoOn(roster));
      return { state: 'failed', ...numbers, fault: fault ?? 'bad-answer', canGoOn };
    }
    if (roster.status !== 'loading') return { state: 'ready', received };
    // A load within the limit waits briefly again and again. Only the long waits, after which the time is measured from their end, are
    // shown.
    if (fault && isShownWait(fault) && notBefore && waitMs > 0 && roster.loadsSince >= notBefore) {
      return { state: 'waiting', ...numbers, until: notBefore, why: fault };
    }
    return { state: 'loading', ...numbers, secondsLeft: secondsLeft(roster, new Date()) };
  }
}
