import type { ConnectionTest, RowsSeen } from '../../facts/index.js';
import { count } from '../components/number.js';

/** 838 → "838 clients"; "at least 100 clients" if there may be more. */
export function seenText(seen: RowsSeen, one: string, many: string): string {
  return `${seen.atLeast ? 'at least ' : ''}${count(seen.count)} ${seen.count === 1 ? one : many}`;
}

/** What a test saw: "838 clients, at least 1 person, 12 distribution lists" */
export function seenInTest({ clients, people, lists }: Pick<ConnectionTest, 'clients' | 'people' | 'lists'>): string {
  const parts = [
    clients && seenText(clients, 'client', 'clients'),
    people && seenText(people, 'person', 'people'),
    lists && seenText(lists, 'distribution list', 'distribution lists'),
  ];
  const text = parts.filter((part) => part !== null).join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** "838", "at least 100"; "Not asked" if the test did not get there. */
export function rowsText(seen: RowsSeen | null): string {
  if (seen === null) return 'Not asked';
  return `${seen.atLeast ? 'At least ' : ''}${count(seen.count)}`;
}
