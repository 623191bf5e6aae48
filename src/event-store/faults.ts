import { setTimeout as sleep } from 'node:timers/promises';

/** Where this folder reports what an operator should know; Nest's Logger fits. Never gets the values of an event. */
export interface Log {
  warn(message: string): void;
  error(message: string): void;
}

/** SQLSTATEs (PostgreSQL manual, appendix A), and Node's codes, that say: this try failed, the next may not. */
const passing = /^(08...|53...|57P0[1-5]|40001|40P01|55P03|25P0[34])$/;
const unreachable = /^E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)$/;

/** The driver's own errors about connections carry no code. */
const lost =
  /^(Connection terminated|timeout e|Query read timeout|Client (has encountered|was closed))|^This socket has been ended/;

/** Whether trying the same again later makes sense: connections, locks, resources. Not: SQL or data that PostgreSQL refuses. */
export function isTransient(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  const code = codeOf(error);
  if (code !== undefined) return passing.test(code) || unreachable.test(code);
  return error instanceof Error && lost.test(error.message);
}

export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** An error in words for a log or a health page. PostgreSQL's own words may quote values of a row: only its code and names are told. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  if (!('severity' in error)) return error.message || error.name;
  const { table, column, constraint } = error as { table?: string; column?: string; constraint?: string };
  return ['PostgreSQL', codeOf(error), table, column, constraint].filter(Boolean).join(' ');
}

/** Milliseconds to wait before try `attempt` (from 0): doubling up to `most`, and never the same for two who failed together. */
export function backOff(attempt: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(attempt, 20)) * (0.5 + Math.random() / 2);
}

/** Resolves after `ms`, or as soon as the signal is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
}
