import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { likePatterns } from '../../../shared/text/index.js';
import { fromCursor, pageOf, type KeysetPage } from '../../../shared/keyset.js';
import { TeamRow } from './team-row.js';

const PAGE_SIZE = 50;

interface TeamListQuery {
  readonly resellerId: string;
  /** words that must all occur in the name, ignoring case and accents; empty: all Teams */
  readonly search: string;
  /** whether to include archived Teams */
  readonly archived: boolean;
  /** cursor of an earlier page; an invalid one gives the first page */
  readonly after: string | undefined;
}

/** A reseller's Teams by name, in pages. */
@Injectable()
export class TeamList {
  constructor(private readonly entities: EntityManager) {}

  async page({ resellerId, search, archived, after }: TeamListQuery): Promise<KeysetPage<TeamRow>> {
    const place = fromCursor(after);
    const rows = await this.entities.fork().find(
      TeamRow,
      {
        resellerId,
        ...(archived ? {} : { archivedAt: null }),
        $and: likePatterns(search).map((pattern) => ({ nameKey: { $like: pattern } })),
        ...(place ? { $or: [{ nameKey: { $gt: place.key } }, { nameKey: place.key, id: { $gt: place.id } }] } : {}),
      },
      { orderBy: { nameKey: 'asc', id: 'asc' }, limit: PAGE_SIZE + 1 },
    );
    return pageOf(rows, PAGE_SIZE, place && after, ({ nameKey, id }) => ({ key: nameKey, id }));
  }
}
