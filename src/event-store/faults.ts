/** Receives messages for the operator, like Nest's Logger. They never contain values of an event. */
export interface Log {
  warn(message: string): void;
  error(message: string): void;
}

/** The log cannot be reached, or the outcome of an append is unknown. The message is for operators, and quotes no event. */
export class LogUnreachable extends Error {
  override name = 'LogUnreachable';
}

/** The log lacks an event that this portal has seen: a copy from before it was restored. Nothing may be appended until that is mended. */
export class LogRestored extends LogUnreachable {
  override name = 'LogRestored';
}

/** An append was sent and not answered: it may be recorded, or be recorded later. The same append again does no harm. */
export class OutcomeUnknown extends LogUnreachable {
  override name = 'OutcomeUnknown';
}

/** This log is closed: EventStoreDB was chosen, or the log is being moved, or was. A restart opens the right one. */
export class LogMoved extends LogUnreachable {
  override name = 'LogMoved';

  constructor(message = 'The log of this database was moved. Restart the portal.') {
    super(message);
  }
}

/** For a position of another log, which says nothing about the order in this one. */
export const OTHER_LOG =
  'This is a position of another log: the log was moved. Restart the portal, and finish npm run portal -- log move.';

/** SQLSTATEs (PostgreSQL manual, appendix A) and Node error codes of failures that a retry may fix. */
const passing = /^(08...|53...|57P0[1-5]|40001|40P01|55P03|25P0[34])$/;
const unreachable = /^E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)$/;

/** The driver's own connection errors have no code. */
const lost =
  /^(Connection terminated|timeout e|Query read timeout|Client (has encountered|was closed))|^This socket has been ended/;

/** Whether a retry makes sense: for connections, locks and resources, but not for SQL or data that PostgreSQL rejects. */
export function isTransient(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  if (error instanceof LogUnreachable) return true;
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
