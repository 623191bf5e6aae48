import { validate } from 'uuid';
import type { Fields } from '../../../shared/fields.js';
import { readOrder } from '../../../shared/list-order.js';
import { searchText } from '../../../shared/text/index.js';
import { PEOPLE_ORDERS, type PeopleOrder } from './import-people.js';
import type { PersonFilter } from './import-types.js';

const personFilters: readonly PersonFilter[] = ['all', 'imported', 'rejected'];

/** The id of the import before which a page begins. An invalid one gives the first page. */
export function readBefore({ before }: Fields): string | null {
  return typeof before === 'string' && validate(before) ? before.toLowerCase() : null;
}

export interface PeopleQuery {
  readonly outcome: PersonFilter;
  readonly q: string;
  readonly order: PeopleOrder;
}

/** Invalid values are ignored. */
export function readPeopleQuery(query: Fields): PeopleQuery {
  return {
    outcome: personFilters.find((filter) => filter === query['outcome']) ?? 'all',
    q: searchText(query['q']),
    order: readOrder(query['sort'], PEOPLE_ORDERS),
  };
}

/** The cursor of a page of people. */
export const readAfter = ({ after }: Fields): string | undefined => (typeof after === 'string' ? after : undefined);
