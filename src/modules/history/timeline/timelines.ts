import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { entryPage, type EntryPage } from './entry-pages.js';

const PAGE_SIZE = 100;

export interface TeamTimelineQuery {
  readonly teamId: string;
  /** also each person of an import or a removal of many, not only its end */
  readonly each: boolean;
  /** only what was recorded before this instant */
  readonly until: Date | null;
  /** cursor of an earlier page; an invalid one gives the first page */
  readonly before: string | null;
}

/** What happened to a Team, or to a person with an account, newest first. A page has 100 entries. */
@Injectable()
export class Timelines {
  constructor(private readonly pool: pg.Pool) {}

  /** A person who was moved is in the timelines of both Teams. */
  ofTeam(resellerId: string, { teamId, each, until, before }: TeamTimelineQuery): Promise<EntryPage> {
    const own = each ? 'timeline is not null' : `timeline = 'event'`;
    const bound = until ? ' and recorded_at < $3' : '';
    const parts = [`team_id = $2 and ${own}${bound}`, `from_team_id = $2${bound}`];
    const values = [resellerId, teamId, ...(until ? [until] : [])];
    return entryPage(this.pool, { parts, values, size: PAGE_SIZE }, before);
  }

  ofAccount(resellerId: string, accountId: string, before: string | null): Promise<EntryPage> {
    return entryPage(
      this.pool,
      { parts: ['account_id = $2'], values: [resellerId, accountId], size: PAGE_SIZE },
      before,
    );
  }
}
