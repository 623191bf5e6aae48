import { validate } from 'uuid';
import type { ImportFilter, PersonFilter } from './import-types.js';

/** An unvalidated query string. Invalid values are ignored. */
export type Query = Readonly<Record<string, unknown>>;

const importFilters: readonly ImportFilter[] = ['all', 'running', 'completed', 'cancelled', 'with-rejections'];
const personFilters: readonly PersonFilter[] = ['all', 'imported', 'rejected'];

export function readListQuery(query: Query): { team: string | null; outcome: ImportFilter; before: string | null } {
  return {
    team: id(query['team']),
    outcome: importFilters.find((filter) => filter === query['outcome']) ?? 'all',
    before: id(query['before']),
  };
}

export function readPeopleQuery(query: Query): { outcome: PersonFilter; after: number } {
  const { after } = query;
  return {
    outcome: personFilters.find((filter) => filter === query['outcome']) ?? 'all',
    after: typeof after === 'string' && /^\d{1,9}$/.test(after) ? Number(after) : 0,
  };
}

function id(value: unknown): string | null {
  return typeof value === 'string' && validate(value) ? value.toLowerCase() : null;
}
