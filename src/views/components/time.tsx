import type { VNode } from 'preact';
import type { Day } from '../../shared/days.js';
import { UTC } from '../../shared/zones.js';
import { useZone } from '../opened.js';

/** "23 Nov 2026, 14:32 UTC", or in a zone that was set: "23 Nov 2026, 15:32 CET" */
export function momentText(at: Date, zone = UTC): string {
  const { day, month, year, hour, minute, timeZoneName } = partsOf(at, zone);
  return `${day} ${month} ${year}, ${hour}:${minute} ${timeZoneName}`;
}

/** "14:32:10 UTC", for a near moment, rounded up to a full second. */
export function clockText(at: Date, zone = UTC): string {
  const { hour, minute, second, timeZoneName } = partsOf(new Date(Math.ceil(at.getTime() / 1_000) * 1_000), zone);
  return `${hour}:${minute}:${second} ${timeZoneName}`;
}

/** "5 Mar 2026" */
export function dayText(day: Day): string {
  const { day: number, month, year } = partsOf(new Date(`${day}T00:00:00Z`), UTC);
  return `${number} ${month} ${year}`;
}

/** "Mar 2026" */
export function monthText(day: Day): string {
  return dayText(day).replace(/^\d+ /, '');
}

export function Moment({ at }: { at: Date }): VNode {
  return <Time at={at} text={momentText} />;
}

export function ClockTime({ at }: { at: Date }): VNode {
  return <Time at={at} text={clockText} />;
}

/** In the visitor's zone. UTC, in which the history is written, is the title. */
function Time({ at, text }: { at: Date; text: (at: Date, zone?: string) => string }): VNode {
  const zone = useZone();
  return (
    <time class="moment" dateTime={at.toISOString()} title={zone === UTC ? undefined : momentText(at)}>
      {text(at, zone)}
    </time>
  );
}

/** Making a format takes far longer than using it. There are as many as there are zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-GB', { ...day, ...time, timeZone: zone, timeZoneName: 'short' });
    formats.set(zone, format);
  }
  return format;
}

function partsOf(at: Date, zone: string) {
  const parts = formatOf(zone).formatToParts(at);
  const part: Partial<Record<string, string>> = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  // Newer locale data says "Sept"; our months have three letters.
  return { ...part, month: part['month']?.slice(0, 3) } as Partial<Record<Intl.DateTimeFormatPartTypes, string>>;
}

const unit = (value: number, word: string) => `${value} ${word}${value === 1 ? '' : 's'}`;

/** 75 → "1 minute 15 seconds". In: seconds, not negative. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 1) return 'less than a second';
  if (whole < 60) return unit(whole, 'second');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60)
    return [unit(minutes, 'minute'), whole % 60 && unit(whole % 60, 'second')].filter(Boolean).join(' ');
  const hours = Math.floor(minutes / 60);
  return [unit(hours, 'hour'), minutes % 60 && unit(minutes % 60, 'minute')].filter(Boolean).join(' ');
}

/** Rounded, because it is an estimate: "about 20 seconds left". */
export function timeLeftText(seconds: number): string {
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 60) return `about ${Math.ceil(seconds / 10) * 10} seconds left`;
  return `about ${unit(Math.round(seconds / 60), 'minute')} left`;
}
