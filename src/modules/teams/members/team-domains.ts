import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { domainKey } from '../../../shared/text/index.js';

/** How many people have an address with a domain, which is written as in the claims. */
export interface DomainCount {
  readonly domain: string;
  readonly people: number;
}

/** The domains of a set of people, the most common first. */
export interface Domains {
  readonly counts: readonly DomainCount[];
  /** there are more than were read */
  readonly more: boolean;
}

/** Most domains that are read. A client with more of them cannot be recognised by them. */
export const MOST_DOMAINS = 1_000;

@Injectable()
export class TeamDomains {
  constructor(private readonly pool: pg.Pool) {}

  /** The domains of a Team's members. Reads all of them. */
  async of(teamId: string): Promise<Domains> {
    const { rows } = await this.pool.query<DomainCount>(
      `select lower(split_part(email, '@', -1)) as domain, count(*)::int as people from member where team_id = $1
       group by 1 order by 2 desc, 1 limit ${MOST_DOMAINS + 1}`,
      [teamId],
    );
    return domainsOf(rows);
  }
}

/** @param rows one more than `MOST_DOMAINS` if there are more; spellings of one domain are added up */
export function domainsOf(rows: readonly DomainCount[]): Domains {
  const counts = new Map<string, number>();
  for (const { domain, people } of rows.slice(0, MOST_DOMAINS)) {
    const key = domainKey(domain) ?? domain;
    counts.set(key, (counts.get(key) ?? 0) + people);
  }
  const sorted = [...counts].map(([domain, people]) => ({ domain, people })).sort((a, b) => b.people - a.people);
  return { counts: sorted, more: rows.length > MOST_DOMAINS };
}
