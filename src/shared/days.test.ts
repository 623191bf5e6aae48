import fc from 'fast-check';
import { addDays, dayAt, dayIn, daysBetween, readDay } from './days.js';

const bounds = (zone: string, day: string) => {
  const { from, to } = dayIn(zone, day);
  return [from.toISOString(), to.toISOString(), (to.getTime() - from.getTime()) / 3_600_000];
};

describe('a day in a zone', () => {
  test.each([
    ['UTC', '2026-03-05', '2026-03-05T00:00:00.000Z', '2026-03-06T00:00:00.000Z', 24],
    ['Europe/Berlin', '2026-03-05', '2026-03-04T23:00:00.000Z', '2026-03-05T23:00:00.000Z', 24],
    ['Asia/Kolkata', '2026-03-05', '2026-03-04T18:30:00.000Z', '2026-03-05T18:30:00.000Z', 24],
    ['Asia/Kathmandu', '2026-03-05', '2026-03-04T18:15:00.000Z', '2026-03-05T18:15:00.000Z', 24],
    ['Pacific/Kiritimati', '2026-03-05', '2026-03-04T10:00:00.000Z', '2026-03-05T10:00:00.000Z', 24],
    ['Pacific/Pago_Pago', '2026-03-05', '2026-03-05T11:00:00.000Z', '2026-03-06T11:00:00.000Z', 24],
  ])('%s %s', (zone, day, from, to, hours) => {
    expect(bounds(zone, day)).toEqual([from, to, hours]);
  });

  test.each([
    ['the clocks go forward', 'Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['the clocks go back', 'Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['they change by half an hour', 'Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', 24.5],
    ['midnight is skipped: the day begins at 01:00', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', 23],
    ['midnight is skipped, west of Greenwich', 'America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 23],
    ['the last hour comes twice', 'America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', 25],
    ['midnight comes twice', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['the calendar skipped it', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', 0],
    ['the day after one that was skipped', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z', 24],
  ])('%s', (_why, zone, day, from, hours) => {
    const [starts, , lasts] = bounds(zone, day);
    expect([starts, lasts]).toEqual([from, hours]);
  });

  test('"to 5 March" includes 23:30 of that day where the person is', () => {
    const late = new Date('2026-03-06T04:30:00Z');
    expect(late < dayIn('America/New_York', '2026-03-05').to).toBe(true);
    expect(late < dayIn('UTC', '2026-03-05').to).toBe(false);
    expect(dayAt('America/New_York', late)).toBe('2026-03-05');
  });

  test('every instant is in the day that the calendar shows', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const { from, to } = dayIn(zone, dayAt(zone, at));
        return from <= at && at < to;
      }),
      { numRuns: 500 },
    );
  });
});

test.each(['2026-02-30', '2026-13-01', '2026-3-5', '26-03-05', '5 March', '', '2026-03-05T00:00', '0004-02-29'])(
  '%p is not a day',
  (text) => expect(readDay(text)).toBeUndefined(),
);

test('days are counted on the calendar, not in hours', () => {
  expect(readDay('2024-02-29')).toBe('2024-02-29');
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
});
