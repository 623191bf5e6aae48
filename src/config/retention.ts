import type { Env } from './values.js';

const MOST_MONTHS = 120;

/** 0: nothing is kept */
export function months(env: Env, name: string, fallback: number, problems: string[]): number {
  const value = env[name];
  if (!value) return fallback;
  if (/^\d{1,3}$/.test(value) && Number(value) <= MOST_MONTHS) return Number(value);
  problems.push(`${name} must be a number of months from 0 to ${MOST_MONTHS}.`);
  return fallback;
}
