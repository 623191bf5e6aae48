import { Controller, Get, Query, Req } from '@nestjs/common';
import type { VNode } from 'preact';
import { NotFound } from '../../../shared/errors.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { flash } from '../../../views/words/banners.js';
import { AllowRoles, IdParam, isPartial, type PortalRequest, SignedIn } from '../../../web/index.js';
import { Workers } from '../../../workers/index.js';
import { PortalUsers } from '../../access/index.js';
import { Runs } from '../runs.js';
import { RunList } from './run-list.js';
import { RunPage } from './run-page.js';
import { RunProgress } from './run-progress.js';
import { RunSums } from './run-sums.js';
import { RunsPage } from './runs-page.js';
import { shownRun } from './shown-run.js';

@Controller('runs')
@AllowRoles('admin', 'auditor')
export class RunController {
  constructor(
    private readonly runs: Runs,
    private readonly sums: RunSums,
    private readonly lists: RunList,
    private readonly users: PortalUsers,
    private readonly workers: Workers,
  ) {}

  @Get()
  async index(@SignedIn() visitor: Visitor, @Query() { after }: Fields): Promise<VNode> {
    const { rows, ...page } = await this.lists.page(visitor.resellerId, typeof after === 'string' ? after : undefined);
    const names = await this.users.namesOf(rows.map(({ actorId }) => actorId));
    return <RunsPage visitor={visitor} runs={rows} names={names} page={page} />;
  }

  @Get(':id')
  async show(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @Query() query: Fields,
    @Req() request: PortalRequest,
  ): Promise<VNode> {
    const run = await this.runs.find(visitor.resellerId, id);
    if (!run) throw new NotFound('This run');
    const isAdmin = visitor.role === 'admin';
    const [pairs, imports, noWorker] = await Promise.all([
      this.runs.pairs(id),
      this.sums.of(id),
      this.workers.areMissing(),
      isAdmin && this.runs.use(id),
    ]);
    const shown = shownRun(run, pairs, imports);
    if (isPartial(request)) return <RunProgress {...{ run, shown, isAdmin, noWorker }} />;
    const names = await this.users.namesOf([run.metadata.actor.id]);
    const props = { visitor, run, shown, noWorker, banner: flash(query['done']) };
    return <RunPage {...props} by={names(run.metadata.actor.id)} />;
  }
}
