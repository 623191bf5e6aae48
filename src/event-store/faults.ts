import { setTimeout as sleep } from 'node:timers/promises';

/** Receives messages for the operator, like Nest's Logger. They never contain values of an event. */
export interface Log {
  warn(message: string): void;
  error(message: string): void;
}

/** SQLSTATEs (PostgreSQL manual, appendix A) and Node error codes of failures that a retry may fix. */
const passing = /^(08...|53...|57P0[1-5]|40001|40P01|55P03|25P0[34])$/;
const unreachable = /^E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)$/;

/** The driver's own connection errors have no code. */
const lost =
  /^(Connection terminated|timeout e|Query read timeout|Client (has encountered|was closed))|^This socket has been ended/;

/** Whether a retry makes sense: for connections, locks and resources, but not for SQL or data that PostgreSQL rejects. */
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

/** An error as text for a log or a health page. PostgreSQL's messages may quote values of a row, so only codes and names are included. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  if (!('severity' in error)) return error.message || error.name;
  const { table, column, constraint } = error as { table?: string; column?: string; constraint?: string };
  return ['PostgreSQL', codeOf(error), table, column, constraint].filter(Boolean).join(' ');
}

/** Milliseconds to wait before attempt `attempt` (from 0): doubles up to `most`, with jitter for callers that failed together. */
export function backOff(attempt: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(attempt, 20)) * (0.5 + Math.random() / 2);
}

/** Resolves after `ms`, or when the signal is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
}
