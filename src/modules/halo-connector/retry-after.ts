import type { Answer } from './http.js';
import type { StatedLimit } from './observer.js';

const WINDOW_MS = 5 * 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;
const SHORTEST_WAIT_MS = 1_000;
/** A date has at most 35 characters. More digits than this still mean a very long wait. */
const LONGEST_HEADER = 1_000;

/**
 * How long to wait after a 429, in milliseconds: as long as `Retry-After` says, else the window named in the text ("300 Requests per
 * rolling 5 minute window"), else five minutes. At least one second, at most one hour.
 */
export function waitAfter429(answer: Answer, now: Date): number {
  return waitAsked(answer, now) ?? bounded(windowOf(answer) ?? WINDOW_MS);
}

/** What a 429 says about the limit. */
export function statedLimit(answer: Answer, now: Date): StatedLimit {
  const [, requests] = /\b(\d{1,6})\s+requests?\s+per\s+rolling\b/i.exec(answer.text) ?? [];
  return {
    requests: requests === undefined ? null : Number(requests),
    windowMs: windowOf(answer) ?? null,
    retryAfterMs: waitAsked(answer, now) ?? null,
  };
}

/** The window named in the text of a 429, in milliseconds. */
function windowOf(answer: Answer): number | undefined {
  const [, length, unit = ''] = /rolling\s+(\d{1,3})\s+(second|minute)/i.exec(answer.text) ?? [];
  const rolling = Number(length) * (unit.toLowerCase() === 'second' ? 1_000 : 60_000);
  return rolling > 0 ? rolling : undefined;
}

/**
 * The wait that `Retry-After` asks for, in milliseconds, from one second to one hour. It is a number of seconds, possibly with a fraction,
 * or a date. A date is compared with the answer's own `Date`, because the two clocks may differ.
 * @returns undefined if the header is missing or invalid
 */
export function waitAsked(answer: Answer, now: Date): number | undefined {
  const asked = (answer.header('retry-after') ?? '').slice(0, LONGEST_HEADER).trim();
  if (/^\d+(?:\.\d*)?$/.test(asked)) return bounded(Number(asked) * 1_000);
  const until = httpDate(asked);
  if (until === undefined) return undefined;
  return bounded(until - (httpDate(answer.header('date')) ?? now.getTime()));
}

/** Parses the three date formats of RFC 9110, 5.6.7, all in GMT. `Date.parse` alone would accept "-5" as a date. */
function httpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^[A-Z][a-z]{2,8},? [A-Za-z0-9]{2,3}[- ]/.test(text)) return undefined;
  const time = Date.parse(text.trim().endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
}
