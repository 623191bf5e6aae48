import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../shared/fields.js';
import type { Visitor } from '../../shared/visitor.js';
import { NotFound } from '../../shared/errors.js';
import { flash } from '../../views/words/banners.js';
import { AllowRoles, ComesBack, IdParam, isPartial, type PortalRequest, seeOther, SignedIn } from '../../web/index.js';
import { Workers } from '../../workers/index.js';
import { PortalUsers } from '../access/index.js';
import { TeamDirectory } from '../teams/index.js';
import { RemovalPage } from './removal-page.js';
import { RemovalProgress } from './removal-progress.js';
import type { Removal } from './removal-types.js';
import { Removals } from './removals.js';

/** A removal of many people: its progress, then its result. */
@Controller('removals/:id')
@AllowRoles('admin', 'auditor')
export class RemovalController {
  constructor(
    private readonly removals: Removals,
    private readonly directory: TeamDirectory,
    private readonly users: PortalUsers,
    private readonly workers: Workers,
  ) {}

  @Get()
  async show(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @Query() query: Fields,
    @Req() request: PortalRequest,
  ): Promise<VNode> {
    const removal = await this.found(visitor, id);
    const [sum, noWorker] = await Promise.all([this.removals.sum(id), this.workers.areMissing()]);
    if (isPartial(request))
      return <RemovalProgress {...{ removal, sum, noWorker }} canCancel={visitor.role === 'admin'} />;
    const team = await this.directory.seenBy(visitor, removal.teamId);
    const names = await this.users.namesOf([removal.metadata.actor.id]);
    const listed = await this.people(removal, query);
    const props = { visitor, team, removal, sum, noWorker, banner: bannerOf(removal, query['done']), ...listed };
    return <RemovalPage {...props} by={names(removal.metadata.actor.id)} />;
  }

  @Post('cancel')
  @AllowRoles('admin')
  @ComesBack({ to: '/removals/:id' })
  async cancel(@SignedIn() visitor: Visitor, @IdParam('id') id: string) {
    const asked = await this.removals.cancel(visitor.resellerId, id);
    if (!asked) await this.found(visitor, id);
    return seeOther(`/removals/${id}?done=removal-cancel-asked`);
  }

  private async found(visitor: Visitor, id: string): Promise<Removal> {
    const removal = await this.removals.find(visitor.resellerId, id);
    if (!removal) throw new NotFound('This removal');
    return removal;
  }

  private async people({ id, endedAt }: Removal, { show: asked, after: from }: Fields) {
    const show = asked === 'kept' ? ('kept' as const) : ('removed' as const);
    if (!endedAt) return { show, people: [], page: { at: null, next: null } };
    const after = typeof from === 'string' && /^\d{1,9}$/.test(from) ? Number(from) : 0;
    const { rows, next } = await this.removals.people(id, show === 'kept', after);
    return { show, people: rows, page: { at: after === 0 ? null : String(after), next } };
  }
}

/** After Cancel, it may have ended in the meantime. */
function bannerOf({ endedAt }: Removal, done: unknown) {
  return endedAt && done === 'removal-cancel-asked' ? undefined : flash(done);
}
