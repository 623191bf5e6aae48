import { Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { VNode } from 'preact';
import type { EventMetadata } from '../../../event-store/index.js';
import { NotPossibleNow, TooOften } from '../../../shared/errors.js';
import type { Fields } from '../../../shared/fields.js';
import { searchText } from '../../../shared/text/index.js';
import type { Visitor } from '../../../shared/visitor.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import { waitText } from '../../../views/words/limits.js';
import { AllowRoles, ComesBack, Landing, Metadata, seeOther, type SeeOther, SignedIn } from '../../../web/index.js';
import { CredentialStore, LoadGroups } from '../../credentials/index.js';
import { Runs } from '../runs.js';
import { ChooseGroupsPage } from './choose-groups-page.js';
import { chosenText, readChosen } from './chosen-groups.js';
import { findGroups, type GroupQuery } from './found-groups.js';
import { OfferedGroups } from './offered-groups.js';

/** Where a run begins: its groups are chosen. */
@Controller('runs')
@AllowRoles('admin')
export class ChooseGroupsController {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly offers: OfferedGroups,
    private readonly runs: Runs,
    private readonly commands: CommandBus,
    private readonly landing: Landing,
  ) {}

  @Get('new')
  async choose(@SignedIn() visitor: Visitor, @Query() query: Fields): Promise<VNode | SeeOther> {
    const { resellerId } = visitor;
    const stored = await this.credentials.connectionOf(resellerId);
    if (!stored || stored.secretFault) return seeOther('/halopsa');
    const chosen = readChosen(query);
    if (query['go'] === 'pairs' && chosen.length > 0) return seeOther(`/runs/new/pairs?chosen=${chosenText(chosen)}`);
    const [offered, open] = await Promise.all([this.offers.of(resellerId), this.runs.open(resellerId)]);
    const asked = queryOf(query);
    const found = offered && findGroups(offered.groups.values(), asked);
    const names = chosen.map((value) => ({ value, name: offered?.groups.get(value)?.group.name ?? value }));
    return (
      <ChooseGroupsPage
        {...{ visitor, found, open, query: asked, loadedAt: offered?.loadedAt }}
        chosen={names}
        nothingChosen={query['go'] === 'pairs'}
      />
    );
  }

  @Post('groups')
  @ComesBack({ to: '/runs/new' })
  async load(@Metadata() metadata: EventMetadata): Promise<SeeOther> {
    const result = await this.commands.execute(new LoadGroups(null, undefined, metadata));
    if (result.outcome === 'too-often')
      throw new TooOften(
        `Groups can be loaded 30 times a minute. ${waitText(result.waitSeconds)}, then load them again.`,
        result.waitSeconds,
      );
    if (result.outcome === 'refused') {
      const { what, next } = haloFault(result.fault);
      throw new NotPossibleNow(`${what} ${next ?? ''}`.trim());
    }
    if (result.outcome === 'loaded') await this.landing.isSettled(result.position);
    return seeOther('/runs/new');
  }
}

function queryOf({ q, show: shows, page }: Fields): GroupQuery {
  // The form's own field, then that of the pressed button.
  const show = [shows].flat().at(-1);
  return {
    q: searchText(q),
    show: show === 'matched' || show === 'new' ? show : 'all',
    page: typeof page === 'string' && /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
  };
}
