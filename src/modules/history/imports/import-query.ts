import { validate } from 'uuid';
import type { Fields } from '../../../shared/fields.js';
import type { PersonFilter } from './import-types.js';

const personFilters: readonly PersonFilter[] = ['all', 'imported', 'rejected'];

/** The id of the import before which a page begins. An invalid one gives the first page. */
export function readBefore({ before }: Fields): string | null {
  return typeof before === 'string' && validate(before) ? before.toLowerCase() : null;
}

/** Invalid values are ignored. */
export function readPeopleQuery(query: Fields): { outcome: PersonFilter; after: number } {
  const { after } = query;
  return {
    outcome: personFilters.find((filter) => filter === query['outcome']) ?? 'all',
    after: typeof after === 'string' && /^\d{1,9}$/.test(after) ? Number(after) : 0,
  };
}
