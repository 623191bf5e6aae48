/**
 * The expected errors. They know nothing about HTTP; one filter turns them into pages. Any other error is a bug: it is logged, and shown
 * as a neutral sentence.
 */

/** It does not exist, or belongs to another reseller or Team. A visitor cannot tell the two apart. */
export class NotFound extends Error {
  constructor(what = 'This page') {
    super(`${what} does not exist, or is not yours to see.`);
    this.name = 'NotFound';
  }
}

/** The visitor's role does not allow this. */
export class NotAllowed extends Error {
  constructor(message = 'Your role does not include this page.') {
    super(message);
    this.name = 'NotAllowed';
  }
}

/** Allowed in principle, but not in the current state. The message is shown: what happened, and what to do next. */
export class NotPossibleNow extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotPossibleNow';
  }
}

/** Done too often. The message is shown, with the time to try again. */
export class TooOften extends Error {
  constructor(
    message: string,
    readonly waitSeconds: number,
  ) {
    super(message);
    this.name = 'TooOften';
  }
}

/** There is no session, or it has ended. Pages lead to the sign-in page and back. */
export class NotSignedIn extends Error {
  constructor() {
    super('You are signed out. Sign in, then do it again.');
    this.name = 'NotSignedIn';
  }
}
