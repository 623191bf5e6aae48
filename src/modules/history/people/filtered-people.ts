import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Position } from '../../../event-store/index.js';
import { allPages } from '../../../shared/page-by-key.js';
import { entryPage, type EntryPage, type Given, type TimelineEntry } from '../timeline/entry-pages.js';
import type { PersonFact } from './entries.js';
import { fitting, inPeriod, type WantedPeople } from './wanted-people.js';

const PAGE_SIZE = 50;

interface PeopleEntryPage extends EntryPage {
  readonly entries: readonly (TimelineEntry & { readonly fact: PersonFact })[];
}

/** What happened to people, newest first, as far as it fits some filters: without a name or an address. */
@Injectable()
export class FilteredPeople {
  constructor(private readonly pool: pg.Pool) {}

  /** A page of 50. A person who was moved fits both Teams. A page can be short or empty and still have a next one. */
  page(resellerId: string, wanted: WantedPeople, before: string | null): Promise<PeopleEntryPage> {
    const { values, given } = valuesFrom(resellerId);
    const about = ['person is not null', ...inPeriod(wanted, given)].join(' and ');
    const { teamId } = wanted;
    const team = teamId === null ? '' : given(teamId);
    const parts =
      teamId === null
        ? [about]
        : [`team_id = ${team} and timeline is not null and ${about}`, `from_team_id = ${team} and ${about}`];
    const isComparing = fitting(wanted, () => '').length > 0;
    const fits = isComparing ? (add: Given) => fitting(wanted, add).join(' and ') : undefined;
    return entryPage(this.pool, { parts, fits, values, size: PAGE_SIZE }, before) as Promise<PeopleEntryPage>;
  }

  /** All entries that fit. */
  all(resellerId: string, wanted: WantedPeople): AsyncGenerator<PeopleEntryPage['entries']> {
    return allPages(async (before) => {
      const { entries: rows, at, next } = await this.page(resellerId, wanted, before ?? null);
      return { rows, at, next };
    });
  }
}

/** Those of some entries that fit, for people who were found by a name or an address. */
export async function fittingAt(
  pool: pg.Pool,
  resellerId: string,
  wanted: WantedPeople,
  positions: readonly Position[],
): Promise<ReadonlySet<Position>> {
  const { values, given } = valuesFrom(resellerId);
  const { teamId } = wanted;
  const team = teamId === null ? [] : [`${given(teamId)}::uuid in (team_id, from_team_id)`];
  const conditions = [...inPeriod(wanted, given), ...team, ...fitting(wanted, given)];
  const { rows } = await pool.query<{ position: Position }>(
    `select position from history where position = any(${given(positions)}::text[])
     and ${['reseller_id = $1', ...conditions].join(' and ')}`,
    values,
  );
  return new Set(rows.map(({ position }) => position));
}

function valuesFrom(resellerId: string): { readonly values: unknown[]; readonly given: Given } {
  const values: unknown[] = [resellerId];
  return { values, given: (value) => `$${values.push(value)}` };
}
