import { LogUnreachable } from '../faults.js';

/** Status codes of gRPC after which the outcome is unknown or a retry may succeed, as seen on real servers (event-stores.md, "The client"). */
const CANCELLED = 1;
const UNKNOWN = 2;
const transient = new Set([CANCELLED, 4 /* deadline exceeded */, 8 /* exhausted */, 10 /* aborted */, 13, 14]);
/** The client's own errors, which have no code, and a server that is still starting. */
const passing = /Failed to discover|Channel has been shut down|Server Is Not Ready|write after end/i;

interface ClientError {
  readonly code?: number;
  readonly type?: string;
  readonly message?: string;
  readonly metadata?: { getMap(): Record<string, unknown> };
}

const exceptionOf = (error: ClientError) => error.type ?? String(error.metadata?.getMap()['exception'] ?? '');

export function isWrongRevision(error: unknown): boolean {
  return exceptionOf(error as ClientError) === 'wrong-expected-version';
}

export function isAccessDenied(error: unknown): boolean {
  const { code } = error as ClientError;
  return code === 7 || code === 16 || exceptionOf(error as ClientError) === 'access-denied';
}

/** Reading at a position that is no boundary of a record, which happens after another log took the place of the one that we read. */
export function isNoBoundary(error: unknown): boolean {
  const { code, message } = error as ClientError;
  return code === UNKNOWN && !passing.test(message ?? '');
}

/** A failure of the server or of the way to it becomes LogUnreachable, which callers retry. Other errors are returned as they are. */
export function toLogError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof LogUnreachable) return error;
  const { code, message } = error as ClientError;
  const passes = (code !== undefined && transient.has(code)) || passing.test(message ?? '');
  if (!passes && exceptionOf(error) !== 'not-leader') return error;
  return new LogUnreachable(`EventStoreDB did not answer (${code === undefined ? 'no connection' : `gRPC ${code}`}).`);
}
