import { request as requestOf, type Agent, type Dispatcher } from 'undici';
import type { AllowList } from './addresses.js';
import { AnswerBounds, countsAsBytes } from './answer-bounds.js';
import { charsetOf, decoded, isCompressed } from './decode.js';
import { checkUrl } from './guard.js';
import { HaloError } from './errors.js';

export interface HaloRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** by `performance.now()`: requests for a waiting person wait for no slot and no pause after this moment */
  readonly giveUpAt?: number | undefined;
}

export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** One request and its complete answer, through the guard. Follows no redirects, retries nothing, logs nothing. */
export class HaloHttp {
  constructor(
    private readonly agent: Agent,
    private readonly allow: AllowList,
    /** time limit for one request, from start to end */
    readonly overallMs: number,
    private readonly userAgent: string,
  ) {}

  /** Refuses what can be refused before anything is sent. @throws HaloError `address-not-allowed`, `cancelled` */
  check({ url, signal }: HaloRequest): void {
    checkUrl(url, this.allow);
    if (signal?.aborted) throw new HaloError('cancelled');
  }

  /** @throws HaloError if the answer is missing or incomplete; an answer with any status is returned */
  async send(request: HaloRequest): Promise<Answer> {
    this.check(request);
    const { method, url, headers, body, signal } = request;
    const ending = new AbortController();
    const end = () => ending.abort();
    const timer = setTimeout(end, this.overallMs);
    signal?.addEventListener('abort', end, { once: true });
    let begun = false;
    try {
      const answer = await requestOf(url, {
        method,
        dispatcher: this.agent,
        // refusing compression is simpler than measuring an answer that unpacks to a thousand times its size
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          'user-agent': this.userAgent,
          ...headers,
        },
        body: body ?? null,
        signal: ending.signal,
      });
      begun = true;
      const header = (name: string) => first(answer.headers[name]);
      const text = answer.statusCode === 200 ? textOf(answer) : textOf(answer).catch(noneUnless(signal));
      return { status: answer.statusCode, header, text: await text };
    } catch (error) {
      if (signal?.aborted) throw new HaloError('cancelled');
      if (ending.signal.aborted) throw new HaloError('timed-out', { detail: `no answer in ${this.overallMs} ms` });
      throw networkFault(error, begun);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

/** @throws HaloError `bad-answer` if it is compressed, `too-large` as soon as it exceeds the limit; network errors are passed on */
async function textOf({ headers, body }: Dispatcher.ResponseData): Promise<string> {
  if (isCompressed(all(headers['content-encoding']))) {
    body.on('error', () => undefined).destroy();
    throw new HaloError('bad-answer', { detail: 'compressed' });
  }
  const contentType = first(headers['content-type']);
  const chunks: Uint8Array[] = [];
  const bounds = new AnswerBounds();
  let asBytes = true;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    if (chunks.length === 0) asBytes = countsAsBytes(charsetOf(contentType), chunk[0]);
    chunks.push(...(asBytes ? bounds.read(chunk) : [chunk]));
  }
  const text = decoded(Buffer.concat(chunks), contentType);
  if (!asBytes) new AnswerBounds().read(Buffer.from(text));
  return text;
}

/** The status of a refusal is enough: if its text fails to arrive, it counts as empty, unless the request was cancelled. */
function noneUnless(signal: AbortSignal | undefined) {
  return (error: unknown): string => {
    if (signal?.aborted) throw error;
    return '';
  };
}

function all(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);
// EAI_AGAIN means that the name service does not answer: for the person at the form, the host cannot be found either way
const UNRESOLVED = new Set(['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'EAI_NONAME', 'EAI_NODATA']);

/** Translates a network error. @param begun whether the head of the answer had arrived */
function networkFault(error: unknown, begun: boolean): HaloError {
  if (error instanceof HaloError) return error;
  const code = codeOf(error);
  if (TIMEOUTS.has(code)) return new HaloError('timed-out', { detail: code });
  if (UNRESOLVED.has(code)) return new HaloError('unknown-host', { detail: code });
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new HaloError('too-large', { detail: 'bytes' });
  if (begun) return new HaloError('bad-answer', { detail: 'cut off' });
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return new HaloError('bad-answer', { detail: 'too large' });
  // the parser's errors do not always have a code
  if (error instanceof Error && error.name === 'HTTPParserError')
    return new HaloError('not-halopsa', { detail: 'not http' });
  return new HaloError('unreachable', code === '' ? {} : { detail: code });
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : '';
}
