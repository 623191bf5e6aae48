import { HttpException } from '@nestjs/common';
import { LogUnreachable, OutcomeUnknown, WrongExpectedRevision } from '../event-store/index.js';
import { NotAllowed, NotFound, NotPossibleNow, NotSignedIn, TooOften } from '../shared/errors.js';

/** The content of an error page. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly message: string;
}

const TRY_AGAIN = 'Please try again in a moment. If it stays like this, tell your administrator the number below.';

const BY_STATUS: Readonly<Record<number, readonly [title: string, message: string]>> = {
  400: ['This request could not be read', 'Part of it did not arrive as it was sent. Go back and try again.'],
  404: ['Page not found', new NotFound().message],
  405: ['This is not possible here', 'Go back and use the links and buttons of the page.'],
  408: ['This took too long', 'The request did not arrive in time. Go back and try again.'],
  413: [
    'This is too much at once',
    'The form was larger than the portal accepts. Shorten what you typed, then send it again.',
  ],
  415: ['This request could not be read', 'The portal reads its own forms only. Go back and use the form of the page.'],
};

const UNEXPECTED: Problem = {
  status: 500,
  title: 'Something went wrong here',
  message: `It is not your fault, and it was written down. ${TRY_AGAIN}`,
};

/** Commands read the log before they append to it, so an error of reading means that nothing was appended. */
const NOTHING_DONE: Problem = {
  status: 503,
  title: 'This is not possible right now',
  message: 'The history cannot be reached, and this change needs it. Nothing was changed. Try again in a moment.',
};

const UNKNOWN: Problem = {
  status: 503,
  title: 'The result is not known yet',
  message:
    'The history did not answer in time, so your change may be made or not. Go back and load the page again in a moment to see it. ' +
    'Sending the form again does no harm.',
};

/** Turns any exception into a message that may be shown. Messages that were not written for visitors are never shown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof NotFound) return { status: 404, title: 'Page not found', message: error.message };
  if (error instanceof NotAllowed) return { status: 403, title: 'This is not allowed', message: error.message };
  if (error instanceof NotPossibleNow)
    return { status: 409, title: 'This is not possible now', message: error.message };
  if (error instanceof TooOften) return { status: 429, title: 'Please wait a moment', message: error.message };
  if (error instanceof NotSignedIn) return { status: 401, title: 'You are signed out', message: error.message };
  if (error instanceof WrongExpectedRevision) {
    const message = 'Someone else changed this at the same moment. Load the page again to see its current state.';
    return { status: 409, title: 'This has just changed', message };
  }
  if (error instanceof OutcomeUnknown) return UNKNOWN;
  if (error instanceof LogUnreachable) return NOTHING_DONE;
  return byStatus(statusOf(error));
}

function byStatus(status: number): Problem {
  if (status < 400 || status > 499) return UNEXPECTED;
  // Other 4xx statuses come only from requests that our pages never send.
  const [title, message] = BY_STATUS[status] ?? BY_STATUS[400] ?? [UNEXPECTED.title, UNEXPECTED.message];
  return { status, title, message };
}

/** Nest's exceptions have a status. So do errors of Express and its parsers, which count only if they are marked as safe to expose. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, expose } = (error ?? {}) as { statusCode?: unknown; expose?: unknown };
  return typeof statusCode === 'number' && expose === true ? statusCode : 500;
}
