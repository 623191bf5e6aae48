import type { Group } from '../../halo-connector/index.js';
import { groupOptions } from './group-options.js';

const group = (id: number, name: string, rest: Partial<Group> = {}): Group => ({
  kind: 'client',
  id,
  name,
  topLevel: 'Customers',
  inactive: false,
  ...rest,
});

test('groups with the same name show a detail that distinguishes them', () => {
  const groups = [
    group(1, 'Acme'),
    group(2, 'acme ', { topLevel: 'Partners' }),
    group(3, 'ACME', { topLevel: null, inactive: true }),
    group(4, 'Northwind'),
    group(5, 'Old', { inactive: true }),
    group(6, 'Northwind', { kind: 'list', topLevel: null }),
  ].map((each) => ({ ...each, name: each.name.trim() }));
  expect(groupOptions(groups).map(({ name }) => name)).toEqual([
    'Acme (Customers, ID 1)',
    'acme (Partners, ID 2)',
    'ACME (ID 3, inactive)',
    'Northwind',
    'Old (inactive)',
    'Northwind',
  ]);
});
