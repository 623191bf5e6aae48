import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { PastImports } from '../../credentials/index.js';
import { FREE, type Roster } from '../../rosters/index.js';
import { domainsOf, MOST_DOMAINS, TeamDomains, type DomainCount, type Domains } from '../../teams/index.js';
import { clientDoubts, type ClientDoubt } from './client-doubts.js';

/** Whether the group may belong to another client than the Team, and the domains that both sides are shown with. */
export interface ClientCheck {
  readonly members: Domains;
  readonly ticked: Domains;
  readonly doubts: readonly ClientDoubt[];
}

/** Compares a list that is to be imported with its Team. */
@Injectable()
export class ClientChecks {
  constructor(
    private readonly pool: pg.Pool,
    private readonly past: PastImports,
    private readonly teamDomains: TeamDomains,
  ) {}

  async of({ id, resellerId, teamId, group }: Roster): Promise<ClientCheck> {
    const members = await this.teamDomains.of(teamId);
    const ticked = await this.ticked(id);
    const [lastOfGroup] = await this.past.lastFrom(resellerId, [group]);
    const lastIntoTeam = await this.past.lastInto(teamId);
    const cameBefore = await this.past.cameInto(resellerId, teamId, group);
    const facts = { teamId, group, members, ticked, lastOfGroup, lastIntoTeam, cameBefore };
    return { members, ticked, doubts: clientDoubts(facts) };
  }

  private async ticked(rosterId: string): Promise<Domains> {
    const { rows } = await this.pool.query<DomainCount>(
      `select split_part(email_key, '@', -1) as domain, count(*)::int as people from roster_person p
       where roster_id = $1 and ticked and ${FREE} group by 1 order by 2 desc, 1 limit ${MOST_DOMAINS + 1}`,
      [rosterId],
    );
    return domainsOf(rows);
  }
}
