import { addDays, daysBetween, dayIn, type Day } from '../../../../shared/days.js';

export type Unit = 'day' | 'month' | 'year';

/** What one bar of the chart counts. */
export interface Period {
  /** its first day */
  readonly day: Day;
  readonly from: Date;
  /** the first instant after it */
  readonly to: Date;
}

export interface Periods {
  readonly unit: Unit;
  readonly first: Day;
  readonly last: Day;
  readonly periods: readonly Period[];
}

/** A chart without a period has this many days. */
const DAYS = 30;
/** More bars than this are too thin to see. */
const MOST_DAYS = 92;
const MOST_MONTHS = 96;
/** The log of a portal is not older. What a period has before it is not drawn. */
const EARLIEST = '2015-01-01';

/**
 * The bars of a chart: days, or months or years if there would be too many.
 * @param from first day; undefined: 30 days before the last one
 * @param to last day; undefined: today
 */
export function periodsOf(
  zone: string,
  today: Day,
  { from, to }: { from?: Day | undefined; to?: Day | undefined },
): Periods {
  const last = !to || to > today ? today : to;
  const asked = from ?? addDays(last, 1 - DAYS);
  const first = asked > last ? last : asked < EARLIEST ? EARLIEST : asked;
  const days = daysBetween(first, last) + 1;
  const unit = days <= MOST_DAYS ? 'day' : days <= MOST_MONTHS * 30 ? 'month' : 'year';
  const periods: Period[] = [];
  for (let day = first; day <= last;) {
    const next = after(day, unit);
    const end = next > last ? addDays(last, 1) : next;
    periods.push({ day, from: dayIn(zone, day).from, to: dayIn(zone, end).from });
    day = next;
  }
  return { unit, first, last, periods };
}

/** The first day after the period that the day is in. */
function after(day: Day, unit: Unit): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (unit === 'day') return addDays(day, 1);
  const next = unit === 'year' || month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${String(next[0])}-${String(next[1]).padStart(2, '0')}-01`;
}
