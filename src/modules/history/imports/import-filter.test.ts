import type { Fields } from '../../../shared/fields.js';
import { OUTCOMES, readFilter as read } from './import-filter.js';

const id = '0d6f3c1e-7d1c-4c57-9d63-2f7a6f0b1c11';
const readFilter = (query: Fields, zone: string) => read(query, zone, OUTCOMES);
const nothing = { from: null, to: null, teamId: null, actorId: null, group: null, outcome: null, reason: null };

test('an address without filters wants all imports', () => {
  expect(readFilter({ from: '', team: '', q: 'x' }, 'UTC')).toEqual({
    wanted: nothing,
    values: {},
    problems: {},
    typed: {},
  });
});

test('all filters together; the last day is whole in the zone of the visitor', () => {
  const query = { from: '2026-03-01', to: '2026-03-05', by: id.toUpperCase(), team: id, group: 'client:12' };
  const { wanted, values, problems } = readFilter(
    { ...query, outcome: 'cancelled', reason: 'no-email' },
    'America/New_York',
  );
  expect(wanted).toEqual({
    ...{ from: new Date('2026-03-01T05:00:00Z'), to: new Date('2026-03-06T05:00:00Z') },
    ...{ teamId: id, actorId: id, group: 'client:12', outcome: 'cancelled', reason: 'no-email' },
  });
  expect(values).toEqual({ ...query, by: id, outcome: 'cancelled', reason: 'no-email' });
  expect(problems).toEqual({});
});

test.each(['from', 'to', 'by', 'team', 'group', 'outcome', 'reason'])(
  'an invalid value of %s is said, and does not filter',
  (field) => {
    for (const value of ['x', [id, id], `${id}'--`, '9'.repeat(100_000), '__proto__', '2026-02-30', 'client:1e9']) {
      const { wanted, values, problems } = readFilter({ [field]: value }, 'UTC');
      expect([wanted, values]).toEqual([nothing, {}]);
      expect(Object.keys(problems)).toEqual([field]);
    }
  },
);

test('days in the wrong order are said', () => {
  expect(readFilter({ from: '2026-03-05', to: '2026-03-01' }, 'UTC').problems.to).toContain('Exchange the two days');
  expect(readFilter({ from: '2026-03-05', to: '2026-03-05' }, 'UTC').problems).toEqual({});
});

test('what is not a day is kept as it was typed', () => {
  expect(readFilter({ from: '2026-02-30', to: 'soon' }, 'UTC').typed).toEqual({ from: '2026-02-30', to: 'soon' });
});
