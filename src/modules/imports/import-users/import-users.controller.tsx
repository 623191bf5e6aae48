import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { NotFound, NotPossibleNow } from '../../../shared/errors.js';
import { AllowRoles, ComesBack, IdParam, Metadata, seeOther, SignedIn, withStatus } from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { FIRST_PAGE, notReady, RosterPages, Rosters } from '../../rosters/index.js';
import { ConfirmPages } from './confirm-pages.js';
import { ImportRequests } from './import-requests.js';
import { ImportUsers } from './import-users.js';
import { listOf, whyNotImport } from './may-import.js';

@Controller()
@AllowRoles('admin')
export class ImportUsersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly rosters: Rosters,
    private readonly pages: RosterPages,
    private readonly confirms: ConfirmPages,
    private readonly requests: ImportRequests,
  ) {}

  @Get('rosters/:id/confirm')
  async confirm(@SignedIn() visitor: Visitor, @IdParam('id') id: string) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    const known = whyNotImport(listOf(roster), roster.tickVersion);
    if (known) return seeOther(known === 'already' ? `/imports/${id}` : `/rosters/${id}`);
    return (await this.confirms.page(visitor, roster)) ?? seeOther(`/rosters/${id}`);
  }

  @Post('rosters/:id/import')
  @ComesBack({ to: '/rosters/:id/confirm' })
  async import(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: Fields,
  ) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    switch (await this.commands.execute(new ImportUsers(roster, versionOf(body), metadata))) {
      case 'requested':
      case 'already':
        return seeOther(`/imports/${id}`);
      case 'held':
        return seeOther(`/runs/${roster.heldBy}`);
      case 'ticks-changed':
      case 'nobody-ticked':
        return this.changed(visitor, id);
      case 'team-closed':
        throw new NotPossibleNow('This Team was archived meanwhile. No one was imported into it.');
      case 'not-ready':
        throw new NotPossibleNow(`${notReady(await this.rosters.visit(visitor.resellerId, id))} No one was imported.`);
    }
  }

  @Post('imports/:id/cancel')
  @ComesBack({ to: '/imports/:id' })
  async cancel(@SignedIn() visitor: Visitor, @IdParam('id') id: string) {
    const asked = await this.requests.cancel(visitor.resellerId, id);
    if (!asked && !(await this.requests.find(visitor.resellerId, id))) throw new NotFound('This import');
    return seeOther(`/imports/${id}?done=cancel-asked`);
  }

  /** The ticks differ from the confirmed ones: nothing is imported, and the new numbers are shown. */
  private async changed(visitor: Visitor, id: string) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    if (roster.status !== 'loaded') throw new NotPossibleNow(`${notReady(roster)} No one was imported.`);
    const page = await this.confirms.page(visitor, roster, true);
    if (page) return withStatus(409, page);
    return withStatus(422, await this.pages.list(visitor, roster, FIRST_PAGE, { problem: 'nobody-ticked' }));
  }
}

/** @returns -1, which no roster has, if the field is not a version */
function versionOf({ tickVersion }: Fields): number {
  return typeof tickVersion === 'string' && /^\d{1,9}$/.test(tickVersion) ? Number(tickVersion) : -1;
}
