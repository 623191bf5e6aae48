import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { NotFound, NotPossibleNow } from '../../../shared/errors.js';
import { AllowRoles, ComesBack, IdParam, Metadata, seeOther, SignedIn, withStatus } from '../../../web/index.js';
import type { EventMetadata } from '../../../event-store/index.js';
import { RosterConfirmPage } from './roster-confirm.js';
import { doubts, FIRST_PAGE, notReady, RosterPages, Rosters, type Roster } from '../../rosters/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { ClientChecks, type ClientCheck } from './client-checks.js';
import { ImportPreview } from './import-preview.js';
import { ImportRequests } from './import-requests.js';
import { ImportUsers } from './import-users.js';
import { listOf, whyNotImport } from './may-import.js';

@Controller()
@AllowRoles('admin')
export class ImportUsersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly rosters: Rosters,
    private readonly preview: ImportPreview,
    private readonly pages: RosterPages,
    private readonly checks: ClientChecks,
    private readonly requests: ImportRequests,
    private readonly teams: TeamDirectory,
  ) {}

  @Get('rosters/:id/confirm')
  async confirm(@SignedIn() visitor: Visitor, @IdParam('id') id: string) {
    const roster = await this.rosters.visit(visitor.resellerId, id);
    const known = whyNotImport(listOf(roster), roster.tickVersion);
    if (known) return seeOther(known === 'already' ? `/imports/${id}` : `/rosters/${id}`);
    const props = await this.props(visitor, roster);
    return props.numbers.toImport === 0 ? seeOther(`/rosters/${id}`) : <RosterConfirmPage {...props} />;
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
    const props = await this.props(visitor, roster);
    if (props.numbers.toImport > 0) return withStatus(409, <RosterConfirmPage {...props} changed />);
    return withStatus(422, await this.pages.list(visitor, roster, FIRST_PAGE, { problem: 'nobody-ticked' }));
  }

  private async props(visitor: Visitor, roster: Roster) {
    const [frame, outcome, client, unusual, lookAlikes] = await Promise.all([
      this.pages.frame(visitor, roster),
      this.preview.outcome(roster),
      this.checks.of(roster),
      this.preview.unusual(roster),
      this.preview.lookAlikes(roster),
    ]);
    const teamNames = await this.teams.namesOf(teamsIn(client));
    const { tickVersion } = roster;
    return { ...frame, ...outcome, client, teamNames, unusual, lookAlikes, tickVersion, doubts: doubts(roster) };
  }
}

const teamsIn = ({ doubts }: ClientCheck) => doubts.flatMap((doubt) => ('last' in doubt ? [doubt.last.teamId] : []));

/** @returns -1, which no roster has, if the field is not a version */
function versionOf({ tickVersion }: Fields): number {
  return typeof tickVersion === 'string' && /^\d{1,9}$/.test(tickVersion) ? Number(tickVersion) : -1;
}
