import { validate } from 'uuid';
import type { Fields } from '../../../shared/fields.js';
import type { ImportFilter, PersonFilter } from './import-types.js';

const importFilters: readonly ImportFilter[] = ['all', 'running', 'completed', 'cancelled', 'with-rejections'];
const personFilters: readonly PersonFilter[] = ['all', 'imported', 'rejected'];

/** Invalid values are ignored, here and below. */
export function readListQuery(query: Fields): { team: string | null; outcome: ImportFilter; before: string | null } {
  return {
    team: id(query['team']),
    outcome: importFilters.find((filter) => filter === query['outcome']) ?? 'all',
    before: id(query['before']),
  };
}

export function readPeopleQuery(query: Fields): { outcome: PersonFilter; after: number } {
  const { after } = query;
  return {
    outcome: personFilters.find((filter) => filter === query['outcome']) ?? 'all',
    after: typeof after === 'string' && /^\d{1,9}$/.test(after) ? Number(after) : 0,
  };
}

function id(value: unknown): string | null {
  return typeof value === 'string' && validate(value) ? value.toLowerCase() : null;
}
