import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { validate } from 'uuid';
import type { VNode } from 'preact';
import type { Fields } from '../../shared/fields.js';
import type { Visitor } from '../../shared/visitor.js';
import { searchText } from '../../shared/text/index.js';
import { AllowRoles, ComesBack, IdParam, Metadata, SignedIn } from '../../web/index.js';
import type { EventMetadata } from '../../event-store/index.js';
import { TeamDirectory } from '../teams/index.js';
import { ConfirmRemovals } from './confirm-removals.js';

/** Removes the members of a Team whom a search (`q`) finds, or whom an import brought in (`source`: its id, or `by-hand`). */
@Controller('teams/:id/members/remove')
@AllowRoles('admin')
export class RemoveMembersController {
  constructor(
    private readonly directory: TeamDirectory,
    private readonly confirms: ConfirmRemovals,
  ) {}

  @Get()
  async ask(@SignedIn() visitor: Visitor, @IdParam('id') id: string, @Query() query: Fields): Promise<VNode> {
    return this.confirms.page(visitor, await this.about(visitor, id, { ...query, id: randomUUID() }));
  }

  @Post()
  @ComesBack({ to: '/teams/:id' })
  async remove(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: Fields,
  ) {
    return this.confirms.answer(visitor, await this.about(visitor, id, body), body, metadata);
  }

  private async about(visitor: Visitor, teamId: string, { id, q: asked, source: from }: Fields) {
    const team = await this.directory.seenBy(visitor, teamId);
    const q = searchText(asked);
    const source = typeof from === 'string' && (from === 'by-hand' || validate(from)) ? from.toLowerCase() : null;
    const formId = typeof id === 'string' ? id : '';
    const selection = { kind: 'members', teamId, q, source } as const;
    return { team, undo: null, selection, chosen: { id: formId, q, ...(source && { source }) } };
  }
}
