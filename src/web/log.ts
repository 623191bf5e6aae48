import type { Params } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { PortalRequest } from './request.js';

/**
 * Log lines say what happened to which request, and contain no personal data: no query (people are searched by address), no headers, no
 * bodies, no client addresses, and of errors only the parts that cannot contain user input.
 */
export function logOptions(level: string, stream?: DestinationStream): Params {
  const options = {
    level,
    genReqId: (request: object) => (request as PortalRequest).correlationId,
    serializers: { req: requestLine, res: responseLine, err: errorLine },
    // Otherwise errorLine would get the error as pino serialized it, with all its fields.
    wrapSerializers: false,
    hooks: {
      logMethod(args: unknown[], write: (...args: unknown[]) => void) {
        write.apply(this, careful(args));
      },
    },
    customErrorObject: (_request: unknown, _response: unknown, _error: unknown, line: object) => ({
      ...line,
      err: undefined,
    }),
    // In case a library logs these by itself one day.
    redact: ['req.headers', 'res.headers', '*.password', '*.cookie', '*.authorization', '*.secret', '*.clientSecret'],
    customLogLevel: (_request: unknown, response: { statusCode: number }, error: unknown) =>
      error || response.statusCode >= 500 ? ('error' as const) : ('info' as const),
  };
  return { pinoHttp: stream ? [options, stream] : options };
}

/** pino uses an error's message as the message of the line, and other code puts errors into sentences. */
function careful([first, ...others]: unknown[]): unknown[] {
  // Nest passes a placeholder for a missing stack.
  const rest = others.filter((each) => each !== undefined);
  if (first instanceof Error) return careful([{ err: first }, ...rest]);
  if (first !== null && typeof first === 'object' && 'err' in first && rest.length === 0) return [first, 'an error'];
  return [first, ...rest].map((each) => (typeof each === 'string' ? withoutAddresses(each) : each));
}

function requestLine(request: { id?: unknown; method?: string; url?: string }) {
  return { id: request.id, method: request.method, path: request.url?.split('?')[0] };
}

function responseLine(response: { statusCode?: number }) {
  return { statusCode: response.statusCode };
}

/** The loggable part of an error. PostgreSQL quotes values in `detail`, in `where` and, for data errors (class 22), in the message. */
function errorLine(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is no Error was thrown' };
  const { code, constraint, table, column } = error as Error & Record<string, unknown>;
  return {
    type: error.name,
    message:
      typeof code === 'string' && /^22...$/.test(code)
        ? 'a value that the database refused'
        : withoutValues(error.message),
    ...defined({ code, constraint, table, column }),
    at: frames(error.stack),
    ...(error.cause === undefined ? {} : { cause: errorLine(error.cause) }),
  };
}

/** Only the first line: drivers append the SQL and its values. */
function withoutValues(message: string): string {
  return withoutAddresses(message.split('\n', 1)[0] ?? '').slice(0, 500);
}

const LONGEST_LINE = 2_000;

function withoutAddresses(text: string): string {
  // Messages may quote input of any length. The part cut off here would not be logged anyway.
  return text.slice(0, LONGEST_LINE).replace(/[^\s"'<>(),;/]{1,320}@[^\s"'<>(),;/]{1,320}/g, '…@…');
}

function frames(stack: string | undefined): string[] {
  return (stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 15)
    .map(withoutAddresses);
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => ['string', 'number'].includes(typeof value)));
}
