import type { VNode } from 'preact';

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** "23 Nov 2026, 14:32 UTC" */
export function momentText(at: Date): string {
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  // Newer locale data says "Sept"; our months have three letters.
  return `${part.day} ${part.month?.slice(0, 3)} ${part.year}, ${part.hour}:${part.minute} UTC`;
}

export function Moment({ at }: { at: Date }): VNode {
  return (
    <time class="moment" dateTime={at.toISOString()}>
      {momentText(at)}
    </time>
  );
}

/** "14:32:10 UTC", for a near moment, rounded up to a full second. */
export function clockText(at: Date): string {
  return `${new Date(Math.ceil(at.getTime() / 1_000) * 1_000).toISOString().slice(11, 19)} UTC`;
}

export function ClockTime({ at }: { at: Date }): VNode {
  return (
    <time class="moment" dateTime={at.toISOString()}>
      {clockText(at)}
    </time>
  );
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
