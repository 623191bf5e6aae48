import { Controller, Get, Query, Req } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { dayAt } from '../../../shared/days.js';
import { NotFound } from '../../../shared/errors.js';
import { UTC } from '../../../shared/zones.js';
import { AllowRoles, IdParam, isPartial, type PortalRequest, SignedIn } from '../../../web/index.js';
import { ImportPage } from './import-page.js';
import { ImportProgress } from './import-progress.js';
import { ImportStarting, ImportStartingPage } from './import-starting.js';
import { ImportsPage } from './imports-page.js';
import { behindBanner, flash } from '../../../views/words/banners.js';
import { Workers } from '../../../workers/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { ImportRequests } from '../../imports/index.js';
import { Removals } from '../../removals/index.js';
import { doubts, Rosters } from '../../rosters/index.js';
import { CatchingUp } from '../catching-up.js';
import { ImportSums } from './chart/import-sums.js';
import { periodsOf } from './chart/periods.js';
import { ImportEntries, secondsLeft, type ImportEntry } from './import-entries.js';
import { ImportList, type ImportSummary } from './import-list.js';
import { ImportPeople, type DecidedPerson } from './import-people.js';
import { OUTCOMES, readFilter } from './import-filter.js';
import { readAfter, readBefore, readPeopleQuery } from './import-query.js';
import type { PersonRow } from './import-types.js';

/** What was imported, for admins and auditors. */
@Controller('imports')
@AllowRoles('admin', 'auditor')
export class ImportsController {
  constructor(
    private readonly imports: ImportList,
    private readonly sums: ImportSums,
    private readonly people: ImportPeople,
    private readonly requests: ImportRequests,
    private readonly rosters: Rosters,
    private readonly removals: Removals,
    private readonly entries: ImportEntries,
    private readonly teams: TeamDirectory,
    private readonly catchingUp: CatchingUp,
    private readonly workers: Workers,
  ) {}

  @Get()
  async list(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode> {
    const { resellerId } = visitor;
    const zone = visitor.timeZone ?? UTC;
    const { wanted, values, problems, typed } = readFilter(query, zone, OUTCOMES);
    const { periods, ...span } = periodsOf(zone, dayAt(zone, new Date()), values);
    const [page, recent, sums, banner] = await Promise.all([
      this.imports.page({ ...wanted, resellerId, before: readBefore(query) }),
      this.imports.recent(resellerId),
      this.sums.of({ ...wanted, resellerId }, periods),
      this.catchingUp.whyBehind().then(behindBanner),
    ]);
    const { group } = values;
    const groupName = group && !recent.groups.has(group) ? await this.imports.groupName(resellerId, group) : undefined;
    return (
      <ImportsPage
        visitor={visitor}
        imports={await this.entries.of(page.rows)}
        choices={await this.entries.choices(resellerId, recent, { ...values, groupName })}
        filter={{ values, problems, typed }}
        chart={{ ...span, sums, isWider: (wanted.outcome ?? wanted.reason) !== null }}
        page={page}
        lookedBackTo={page.lookedBackTo}
        banner={banner}
      />
    );
  }

  @Get(':id')
  async one(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @Query() query: Fields,
    @Req() request: PortalRequest,
  ): Promise<VNode> {
    const shown = await this.imports.byId(visitor.resellerId, id);
    if (!shown) return this.starting(visitor, id, isPartial(request), query['done']);
    const entry = await this.entryOf(visitor, shown);
    const left = shown.endedAt ? null : secondsLeft(shown, new Date());
    const noWorker = await this.workers.areMissing();
    if (isPartial(request)) {
      return (
        <ImportProgress entry={entry} secondsLeft={left} canCancel={visitor.role === 'admin'} noWorker={noWorker} />
      );
    }
    const page = await this.peoplePage(shown, query);
    const catchingUp = await this.catchingUp.isBehind(shown.endedAt ? shown : undefined);
    const banner = bannerOf(shown, query['done']);
    // the list that was imported has the import's id, and its row remains after its people are deleted
    const list = await this.rosters.byId(id);
    const about = { entry, doubts: list && doubts(list) };
    const undo = await this.removals.undoOf(visitor.resellerId, id);
    const canUndo = visitor.role === 'admin' && shown.imported > 0;
    const props = { visitor, ...about, catchingUp, noWorker, banner, undo, canUndo, ...page };
    return <ImportPage {...props} secondsLeft={left} />;
  }

  /** Import was pressed, but the log has no event of it yet. Shows what was requested. */
  private async starting(visitor: Visitor, importId: string, partial: boolean, done: unknown): Promise<VNode> {
    const request = await this.requests.find(visitor.resellerId, importId);
    if (!request) throw new NotFound('This import');
    const cancelling = request.cancelRequestedAt !== null;
    const canCancel = visitor.role === 'admin' && !cancelling;
    const noWorker = await this.workers.areMissing();
    if (partial) return <ImportStarting {...{ importId, cancelling, canCancel, noWorker }} />;
    const team = await this.teams.seenBy(visitor, request.teamId);
    const catchingUp = await this.catchingUp.isBehind();
    const about = { team, group: request.group.name, startedAt: request.requestedAt };
    const props = { visitor, importId, cancelling, canCancel, catchingUp, noWorker, banner: flash(done) };
    return <ImportStartingPage {...about} {...props} />;
  }

  private async entryOf({ resellerId }: Visitor, shown: ImportSummary): Promise<ImportEntry> {
    const [entry] = await this.entries.of([shown]);
    if (!entry) throw new NotFound('This import');
    if (shown.status !== 'running') return entry;
    const request = await this.requests.find(resellerId, shown.importId);
    return request?.cancelRequestedAt ? { ...entry, status: 'cancelling' } : entry;
  }

  /** No people are listed while the import is running: the list would change while it is being read. */
  private async peoplePage({ importId, endedAt, imported, rejected }: ImportSummary, query: Fields) {
    const wanted = readPeopleQuery(query);
    if (endedAt === null) return { ...wanted, people: [], page: { at: null, next: null } };
    const { outcome, q: search, order } = wanted;
    const total = { all: imported + rejected, imported, rejected }[outcome];
    const list = { outcome: outcome === 'all' ? null : outcome, search, order, total };
    const { rows, ...page } = await this.people.page(importId, list, readAfter(query));
    return { ...wanted, people: rows.map(rowOf), page };
  }
}

function rowOf({ haloId, accountId, person, reason, at }: DecidedPerson): PersonRow {
  const { name = '', email = null } = person ?? {};
  return { haloId, accountId, name, email, at, outcome: reason === null ? 'imported' : { rejected: reason } };
}

/** After Cancel: the state of the import now. */
function bannerOf({ status, endedAt }: ImportSummary, done: unknown) {
  if (!endedAt || done !== 'cancel-asked') return flash(done);
  return flash(status === 'cancelled' ? 'cancelled' : 'cancel-too-late');
}
