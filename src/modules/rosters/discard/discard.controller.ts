import { Controller, Post } from '@nestjs/common';
import { NotPossibleNow } from '../../../shared/errors.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, ComesBack, IdParam, seeOther, SignedIn } from '../../../web/index.js';
import { Rosters } from '../rosters.js';
import { DiscardList } from './discard-list.js';
import type { MayDiscard } from './may-discard.js';

const REFUSED: Readonly<Partial<Record<MayDiscard, string>>> = {
  imported: 'This list was imported, so it cannot be thrown away. Open its import to see the result.',
  loading: 'This list is still loading. Stop the load first, then throw the list away.',
  'in-a-run': 'This list belongs to a run of several imports. Open the run, and cancel it there.',
};

@Controller('rosters/:id/discard')
@AllowRoles('admin')
export class DiscardController {
  constructor(
    private readonly rosters: Rosters,
    private readonly lists: DiscardList,
  ) {}

  @Post()
  @ComesBack({ to: '/rosters/:id' })
  async discard(@SignedIn() visitor: Visitor, @IdParam('id') id: string) {
    const { teamId } = await this.rosters.visit(visitor.resellerId, id);
    const refused = REFUSED[await this.lists.discard(id)];
    if (refused) throw new NotPossibleNow(refused);
    return seeOther(`/teams/${teamId}?done=list-discarded`);
  }
}
