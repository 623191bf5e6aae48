import { Body, Controller, Post } from '@nestjs/common';
import type { EventMetadata } from '../../../event-store/index.js';
import { Jobs } from '../../../jobs/index.js';
import { NotFound, NotPossibleNow } from '../../../shared/errors.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import {
  AllowRoles,
  ComesBack,
  IdParam,
  Metadata,
  seeOther,
  type SeeOther,
  SignedIn,
  withStatus,
} from '../../../web/index.js';
import { ConfirmPages } from '../../imports/index.js';
import { notReady, Rosters } from '../../rosters/index.js';
import { isSettled, type Pair, type Run } from '../run-types.js';
import { Runs } from '../runs.js';
import { RunRequests, type Seen } from './run-requests.js';

/** What an admin decides about the pairs of a run. */
@Controller('runs/:id')
@AllowRoles('admin')
export class ConfirmPairsController {
  constructor(
    private readonly runs: Runs,
    private readonly requests: RunRequests,
    private readonly rosters: Rosters,
    private readonly confirms: ConfirmPages,
    private readonly jobs: Jobs,
  ) {}

  /** All pairs without doubts, as the page showed them. */
  @Post('confirm')
  @ComesBack({ to: '/runs/:id' })
  async confirmTogether(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @Body() body: Fields,
  ): Promise<SeeOther> {
    const run = await this.found(visitor, id);
    const seen = seenIn(body);
    const confirmed = await this.requests.confirm(id, seen, true, metadata);
    await this.wake(run);
    return seeOther(confirmed === seen.length ? `/runs/${id}` : `/runs/${id}?done=run-changed`);
  }

  /** One pair, from the confirmation of its list. */
  @Post('lists/:listId/confirm')
  @ComesBack({ to: '/runs/:id' })
  async confirmOne(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @IdParam('id') id: string,
    @IdParam('listId') listId: string,
    @Body() body: Fields,
  ) {
    const run = await this.found(visitor, id);
    const { n } = await this.pair(id, listId);
    const version = versionOf(body['tickVersion']);
    const confirmed = await this.requests.confirm(id, [{ n, version }], false, metadata);
    await this.wake(run);
    if (confirmed !== 0) return seeOther(`/runs/${id}`);
    const pair = await this.pair(id, listId);
    if (isSettled(pair) || pair.import !== 'none') return seeOther(`/runs/${id}?done=run-changed`);
    const list = await this.rosters.visit(visitor.resellerId, listId);
    if (list.status !== 'loaded') throw new NotPossibleNow(`${notReady(list)} It was not confirmed.`);
    const page = await this.confirms.page(visitor, list, true);
    return page ? withStatus(409, page) : seeOther(`/rosters/${listId}`);
  }

  @Post('lists/:listId/skip')
  @ComesBack({ to: '/runs/:id' })
  async skip(
    @SignedIn() visitor: Visitor,
    @IdParam('id') id: string,
    @IdParam('listId') listId: string,
  ): Promise<SeeOther> {
    const run = await this.found(visitor, id);
    const { n } = await this.pair(id, listId);
    const skipped = await this.requests.skip(id, n);
    await this.wake(run);
    return seeOther(skipped ? `/runs/${id}` : `/runs/${id}?done=run-changed`);
  }

  @Post('cancel')
  @ComesBack({ to: '/runs/:id' })
  async cancel(@SignedIn() visitor: Visitor, @IdParam('id') id: string): Promise<SeeOther> {
    const run = await this.found(visitor, id);
    await this.requests.cancel(visitor.resellerId, id);
    await this.wake(run);
    return seeOther(`/runs/${id}`);
  }

  private async found({ resellerId }: Visitor, id: string): Promise<Run> {
    const run = await this.runs.find(resellerId, id);
    if (!run) throw new NotFound('This run');
    return run;
  }

  private async pair(id: string, listId: string): Promise<Pair> {
    const pair = (await this.runs.pairs(id)).find((one) => one.listId === listId);
    if (!pair) throw new NotFound('This list');
    return pair;
  }

  private async wake({ id, resellerId }: Run): Promise<void> {
    await this.jobs.wake('step-run', { id, owner: resellerId });
  }
}

/** "3:1": pair 3, with the ticks of version 1. */
function seenIn({ pair }: Fields): Seen[] {
  return [pair].flat().flatMap((text) => {
    const [, n, version] = (typeof text === 'string' && /^(\d{1,3}):(\d{1,9})$/.exec(text)) || [];
    return n && version ? [{ n: Number(n), version: Number(version) }] : [];
  });
}

/** @returns -1, which no list has, if the field is not a version */
function versionOf(field: unknown): number {
  return typeof field === 'string' && /^\d{1,9}$/.test(field) ? Number(field) : -1;
}
