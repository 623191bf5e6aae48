import type { Env } from './values.js';

/** How long the database keeps what the log does not need (docs/operations.md, "What is kept, and for how long"). */
export interface Retention {
  /** of the people of a list after its last use, and of an import's or a removal's items after its end */
  readonly listHours: number;
  /** of lists that have expired: who loaded which group, without people */
  readonly expiredListDays: number;
  /** of wake-up calls that were answered */
  readonly jobHours: number;
  /** of a session without a request */
  readonly sessionHours: number;
}

const A_MONTH_OF_HOURS = 720;
const TEN_YEARS_OF_DAYS = 3_650;

export function retention(env: Env, problems: string[]): Retention {
  const hours = { unit: 'hours', from: 1, to: A_MONTH_OF_HOURS };
  const days = { unit: 'days', from: 1, to: TEN_YEARS_OF_DAYS };
  return {
    listHours: amount(env, 'KEEP_LISTS_HOURS', 1, hours, problems),
    expiredListDays: amount(env, 'KEEP_EXPIRED_LISTS_DAYS', 90, days, problems),
    jobHours: amount(env, 'KEEP_JOBS_HOURS', 1, hours, problems),
    sessionHours: amount(env, 'SESSION_HOURS', 12, hours, problems),
  };
}

/** 0: nothing is kept */
export function months(env: Env, name: string, fallback: number, problems: string[]): number {
  return amount(env, name, fallback, { unit: 'months', from: 0, to: 120 }, problems);
}

interface Range {
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

function amount(env: Env, name: string, fallback: number, { unit, from, to }: Range, problems: string[]): number {
  const value = env[name];
  if (!value) return fallback;
  if (/^\d{1,4}$/.test(value) && Number(value) >= from && Number(value) <= to) return Number(value);
  problems.push(`${name} must be a number of ${unit} from ${from} to ${to}.`);
  return fallback;
}
