import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { validate } from 'uuid';
import type { VNode } from 'preact';
import type { EventMetadata } from '../../../event-store/index.js';
import { Jobs } from '../../../jobs/index.js';
import { RateLimits } from '../../../rate-limits/index.js';
import { TooOften } from '../../../shared/errors.js';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { waitText } from '../../../views/words/limits.js';
import {
  AllowRoles,
  ComesBack,
  KeptFields,
  Metadata,
  type PageReply,
  seeOther,
  type SeeOther,
  SignedIn,
  unprocessable,
  withStatus,
} from '../../../web/index.js';
import { BeginRun } from './begin-run.js';
import { readChosen } from './chosen-groups.js';
import { OfferedGroups, type Offered } from './offered-groups.js';
import { PairsPage, type PairsPageProps } from './pairs-page.js';
import { checkPairs, pairRows, typedNames, type PairRow } from './read-pairs.js';

/** The chosen groups, each with its Team, become a run. */
@Controller('runs')
@AllowRoles('admin')
export class StartRunController {
  constructor(
    private readonly offers: OfferedGroups,
    private readonly begins: BeginRun,
    private readonly rates: RateLimits,
    private readonly jobs: Jobs,
  ) {}

  @Get('new/pairs')
  async pairs(
    @SignedIn() visitor: Visitor,
    @Query() query: Fields,
    @KeptFields() kept: Fields,
  ): Promise<VNode | SeeOther> {
    const offered = await this.offers.of(visitor.resellerId);
    const chosen = readChosen({ ...query, ...kept });
    if (!offered || chosen.length === 0) return seeOther('/runs/new');
    const rows = pairRows(chosen, typedNames(kept), offered.groups, offered.known);
    return page({ visitor, id: formId(kept), rows }, offered);
  }

  @Post()
  @ComesBack({ to: '/runs/new/pairs', keep: ['id', 'group', 'team'] })
  async start(
    @SignedIn() visitor: Visitor,
    @Metadata() metadata: EventMetadata,
    @Body() body: Fields,
  ): Promise<SeeOther | PageReply> {
    const wait = await this.rates.count('runs', visitor.resellerId);
    if (wait !== undefined)
      throw new TooOften(`You can start 20 runs a minute. ${waitText(wait)}, then try again.`, wait);
    const offered = await this.offers.of(visitor.resellerId);
    if (!offered) return seeOther('/runs/new');
    const rows = pairRows(readChosen({ group: body['group'] }), typedNames(body), offered.groups, offered.known);
    const id = formId(body);
    const form = { visitor, id, rows };
    const checked = checkPairs(rows, announcedIn(body));
    if ('problem' in checked) return unprocessable(page({ ...form, problem: checked.problem }, offered));
    if (!(await this.begins.begin(id, checked.pairs, metadata)))
      return withStatus(409, page({ ...form, problem: 'too-many-runs' }, offered));
    await this.jobs.wake('step-run', { id, owner: visitor.resellerId });
    return seeOther(`/runs/${id}`);
  }
}

function page(
  props: Pick<PairsPageProps, 'visitor' | 'id' | 'problem'> & { rows: readonly PairRow[] },
  { teams }: Offered,
): VNode {
  return <PairsPage {...props} teams={teams.map(({ name }) => name)} />;
}

const formId = ({ id }: Fields): string => (typeof id === 'string' && validate(id) ? id.toLowerCase() : randomUUID());

/** Keys of the new Teams that the page named. */
function announcedIn({ new: text }: Fields): ReadonlySet<string> {
  try {
    const keys: unknown = JSON.parse(typeof text === 'string' ? text : '[]');
    return new Set(Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []);
  } catch {
    return new Set();
  }
}
