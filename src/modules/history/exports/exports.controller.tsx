import { Controller, Get, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Fields } from '../../../shared/fields.js';
import type { Visitor } from '../../../shared/visitor.js';
import { AllowRoles, SignedIn } from '../../../web/index.js';
import { behindBanner } from '../../../views/words/banners.js';
import { PortalUsers } from '../../access/index.js';
import { TeamDirectory } from '../../teams/index.js';
import { CatchingUp } from '../catching-up.js';
import { ExportLog, type ExportRow } from './export-log.js';
import { ExportsPage } from './exports-page.js';

/** Which files were made of the reseller's data, for admins and auditors. */
@Controller('exports')
@AllowRoles('admin', 'auditor')
export class ExportsController {
  constructor(
    private readonly log: ExportLog,
    private readonly users: PortalUsers,
    private readonly teams: TeamDirectory,
    private readonly catchingUp: CatchingUp,
  ) {}

  @Get()
  async list(@SignedIn() visitor: Visitor, @Query() { before }: Fields): Promise<VNode> {
    const at = typeof before === 'string' && /^\d{1,9}$/.test(before) ? before : null;
    const [{ rows, next }, banner] = await Promise.all([
      this.log.page(visitor.resellerId, at === null ? null : Number(at)),
      this.catchingUp.whyBehind().then(behindBanner),
    ]);
    const [users, teams] = await Promise.all([
      this.users.namesOf(rows.map(({ actorId }) => actorId)),
      this.teams.namesOf(rows.flatMap(({ data }) => teamOf(data) ?? [])),
    ]);
    const entries = rows.map(({ actorId, ...row }) => {
      const team = teams.get(teamOf(row.data) ?? '');
      return { ...row, team, by: users(actorId) };
    });
    return <ExportsPage visitor={visitor} entries={entries} page={{ at, next }} banner={banner} />;
  }
}

/** Of members only: the Team of another filter was sent by a form, and may be another reseller's. */
const teamOf = ({ kind, filter }: ExportRow['data']) => (kind === 'members' ? filter['team'] : undefined);
