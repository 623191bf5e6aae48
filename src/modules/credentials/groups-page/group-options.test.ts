import type { Group } from '../../halo-connector/index.js';
import { groupOptions, proposalFor } from './group-options.js';

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

describe('the proposed group', () => {
  const groups = [
    group(1, 'Acme'),
    group(2, 'Boats'),
    group(3, 'boats', { kind: 'list' }),
    group(4, 'Twin'),
    group(5, 'TWIN'),
  ];
  const none = new Map<string, { teamId: string }>();
  const propose = (name: string, last?: Parameters<typeof proposalFor>[2], from = none) =>
    proposalFor({ id: 't', name }, groups, last, from);

  test.each([
    [
      'is the group imported last, even if the Team has another name',
      'Twin',
      { kind: 'client', id: 1, name: '' },
      'client-1',
      'last-time',
    ],
    [
      'is the client of the site of last time',
      'x',
      { kind: 'site', id: 9, clientId: 2, name: '' },
      'client-2',
      'last-time',
    ],
    ['is the client with the name of the Team', 'ACME', undefined, 'client-1', 'name'],
    ['is the client rather than the list of that name', 'Boats', undefined, 'client-2', 'name'],
    [
      'is the one with the name if the one of last time is gone',
      'acme',
      { kind: 'list', id: 7, name: '' },
      'client-1',
      'name',
    ],
  ] as const)('%s', (_what, name, last, value, because) => {
    expect(propose(name, last)).toEqual({ value, because });
  });

  test('is not made if two groups have the name, or the group belongs to another Team', () => {
    expect(propose('Twin')).toBeUndefined();
    expect(propose('Acme', undefined, new Map([['client-1', { teamId: 'another' }]]))).toBeUndefined();
    expect(propose('Acme', undefined, new Map([['client-1', { teamId: 't' }]]))).toMatchObject({ because: 'name' });
  });
});
