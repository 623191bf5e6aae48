import { periodsOf } from './periods.js';

const days = (zone: string, from?: string, to?: string) => periodsOf(zone, '2026-11-27', { from, to });

test('without a period, the thirty days up to today', () => {
  const { unit, first, last, periods } = days('UTC');
  expect([unit, first, last, periods.length]).toEqual(['day', '2026-10-29', '2026-11-27', 30]);
  expect(periods.at(-1)?.to.toISOString()).toBe('2026-11-28T00:00:00.000Z');
});

test('days are those of the zone, without a gap when the clocks change', () => {
  const { periods } = days('Europe/Berlin', '2026-10-24', '2026-10-26');
  expect(periods.map(({ from }) => from.toISOString())).toEqual([
    ...['2026-10-23T22:00:00.000Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ]);
  for (const [index, { to }] of periods.entries()) expect(periods[index + 1]?.from ?? to).toEqual(to);
});

test('longer periods have months or years, of which the first and the last may be in part', () => {
  const months = days('UTC', '2026-01-15', '2026-11-10');
  expect([months.unit, months.periods.length]).toEqual(['month', 11]);
  expect(months.periods[0]).toMatchObject({ day: '2026-01-15', to: new Date('2026-02-01T00:00:00Z') });
  expect(months.periods.at(-1)).toMatchObject({ day: '2026-11-01', to: new Date('2026-11-11T00:00:00Z') });
  const years = days('UTC', '1900-01-01');
  expect([years.unit, years.first, years.periods.length]).toEqual(['year', '2015-01-01', 12]);
});

test('what is not over yet ends today, and a period that is the wrong way round or in the future has one day', () => {
  expect(days('UTC', '2026-11-20', '2030-01-01')).toMatchObject({ last: '2026-11-27' });
  expect(days('UTC', '2026-11-20', '2026-11-10').periods).toHaveLength(1);
  expect(days('UTC', '2030-01-01', '2031-01-01')).toMatchObject({ first: '2026-11-27', last: '2026-11-27' });
});
