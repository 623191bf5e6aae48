import { Body, Controller, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../shared/fields.js';
import type { Visitor } from '../../shared/visitor.js';
import { NotFound, NotPossibleNow } from '../../shared/errors.js';
import { AllowRoles, ComesBack, IdParam, Metadata, seeOther, type SeeOther, SignedIn } from '../../web/index.js';
import type { EventMetadata } from '../../event-store/index.js';
import { TeamDirectory } from '../teams/index.js';
import { ConfirmRemovals } from './confirm-removals.js';
import { EndedImports } from './ended-imports.js';
import { Removals } from './removals.js';

@Controller('imports/:id/undo')
@AllowRoles('admin')
export class UndoImportController {
  constructor(
    private readonly imports: EndedImports,
    private readonly removals: Removals,
    private readonly directory: TeamDirectory,
    private readonly confirms: ConfirmRemovals,
  ) {}

  @Get()
  async ask(@SignedIn() visitor: Visitor, @IdParam('id') id: string): Promise<VNode | SeeOther> {
    if (await this.removals.find(visitor.resellerId, id)) return seeOther(`/removals/${id}`);
    return this.confirms.page(visitor, await this.about(visitor, id));
  }

  @Post()
  @ComesBack({ to: '/imports/:id/undo' })
  async undo(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: Fields,
  ) {
    return this.confirms.answer(visitor, await this.about(visitor, id), body, metadata);
  }

  private async about(visitor: Visitor, id: string) {
    const ended = await this.imports.find(visitor.resellerId, id);
    if (!ended) throw new NotFound('This import');
    if (!ended.isEnded)
      throw new NotPossibleNow('This import is still running. Wait until it has ended, or cancel it, then undo it.');
    const { kind, importId, teamId, people, group } = ended;
    const team = await this.directory.seenBy(visitor, ended.teamId);
    return { team, undo: { importId, group }, selection: { kind, importId, teamId, people } };
  }
}
