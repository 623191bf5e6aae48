import { readDay, type Day } from './days.js';

/** A day as it was sent. What is not a day stays in its field, with the reason. */
export interface TypedDay {
  /** '' if none was sent */
  readonly typed: string;
  readonly day: Day | undefined;
  readonly isWrong: boolean;
}

const LONGEST = 100;

export function readTypedDay(sent: unknown): TypedDay {
  if (sent === undefined || sent === '') return { typed: '', day: undefined, isWrong: false };
  const typed = typeof sent === 'string' ? sent.trim().slice(0, LONGEST) : '';
  const day = readDay(typed);
  return { typed, day, isWrong: day === undefined };
}
