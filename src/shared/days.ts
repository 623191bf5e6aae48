/** A day of the calendar, "2026-03-05", without a zone. */
export type Day = string;

/** The instants of a day in a zone: `from` is the first one, `to` the first one after it. */
export interface DayBounds {
  readonly from: Date;
  readonly to: Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks are between 12 hours behind UTC and 14 ahead of it; before 1900 a few were further. */
const FURTHEST_MS = 16 * HOUR_MS;

/** @returns undefined if it is not a day of the calendar, such as 2026-02-30, or not written as "2026-03-05" */
export function readDay(text: string): Day | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) && text >= '1900' ? text : undefined;
}

export function addDays(day: Day, days: number): Day {
  return new Date(midnight(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days after the first one the second one is. */
export function daysBetween(first: Day, second: Day): number {
  return Math.round((midnight(second) - midnight(first)) / DAY_MS);
}

/** The day that a calendar in the zone shows at an instant. */
export function dayAt(zone: string, at: Date): Day {
  return new Date(at.getTime() + offsetAt(zone, at.getTime())).toISOString().slice(0, 10);
}

/** "2026-03-05 23:30:00", as the clocks of the zone show it. */
export function localText(zone: string, at: Date): string {
  return new Date(at.getTime() + offsetAt(zone, at.getTime())).toISOString().slice(0, 19).replace('T', ' ');
}

/** ISO 8601 with the offset of the zone: "2026-03-06T00:30:00.000+01:00"; in UTC "2026-03-05T23:30:00.000Z". */
export function isoText(zone: string, at: Date): string {
  if (zone === 'UTC') return at.toISOString();
  const offset = offsetAt(zone, at.getTime());
  const clock = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return `${new Date(at.getTime() + offset).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${clock}`;
}

/**
 * The bounds of a day in a zone. Days follow one another without a gap. They have 23 or 25 hours when the clocks change, begin at 01:00 if
 * the clocks skip midnight, and are empty if the calendar skipped them (Samoa has no 30 December 2011).
 */
export function dayIn(zone: string, day: Day): DayBounds {
  return { from: new Date(startOf(zone, day)), to: new Date(startOf(zone, addDays(day, 1))) };
}

/** The first instant of the day. If the clock shows midnight twice, the earlier one. */
function startOf(zone: string, day: Day): number {
  const local = midnight(day);
  const offsets = [local - FURTHEST_MS, local + FURTHEST_MS].map((at) => offsetAt(zone, at));
  const candidates = offsets.map((offset) => local - offset).sort((a, b) => a - b);
  const [first = local, last = local] = candidates;
  const shown = candidates.find((at) => at + offsetAt(zone, at) === local);
  return shown ?? changeBetween(zone, first, last);
}

/** The instant at which the clocks change, between two instants on either side of it. */
function changeBetween(zone: string, before: number, after: number): number {
  const offset = offsetAt(zone, before - 1);
  let [low, high] = [before - 1, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

const midnight = (day: Day) => Date.parse(`${day}T00:00:00Z`);

/** Making a format takes far longer than using it. There are as many as there are zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const numbers = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
    const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      era: 'short',
      ...numbers,
      ...time,
    });
    formats.set(zone, format);
  }
  return format;
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  if (zone === 'UTC') return 0;
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part as Record<string, number | undefined>;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
